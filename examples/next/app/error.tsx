'use client';
import { useRum } from 'otel-rum/react';
import { useEffect } from 'react';

/** Reports an error that a page has thrown while rendering, which Next catches. */
export default function PageError({ error, reset }: { error: Error; reset: () => void }) {
  const rum = useRum();
  useEffect(() => rum.captureError(error, { mechanism: 'next.error' }), [rum, error]);
  return (
    <button type="button" onClick={reset}>
      Try again
    </button>
  );
}
