'use client';
import { useState } from 'react';

/** A button that breaks the page, to show an error in the telemetry. */
export function Tickets() {
  const [isSoldOut, setSoldOut] = useState(false);
  if (isSoldOut) throw new RangeError('sold out');
  return (
    <button type="button" onClick={() => setSoldOut(true)}>
      Buy a ticket
    </button>
  );
}
