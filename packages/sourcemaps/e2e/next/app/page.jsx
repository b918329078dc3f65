'use client';

import { useEffect } from 'react';

export default function Page() {
  useEffect(() => {
    import('../../app/src/main');
  }, []);
  return <h1>Films</h1>;
}
