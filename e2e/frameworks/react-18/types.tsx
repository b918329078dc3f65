// Compiled, never run: what an app on React 18 writes.
import { RumErrorBoundary, RumProfiler, rumRootOptions, useRoute, useRum } from 'otel-rum/react';
import { createRoot, hydrateRoot, type RootOptions } from 'react-dom/client';

const Film = () => {
  const rum = useRum();
  useRoute('/movies/:id');
  return (
    <button type="button" onClick={() => rum.addEvent('cart.added')}>
      Add
    </button>
  );
};

const Again = ({ why, onClick }: { why: string; onClick: () => void }) => (
  <button type="button" onClick={onClick}>
    {why}
  </button>
);

export function start(element: HTMLElement, own: RootOptions): void {
  const app = (
    <RumErrorBoundary
      name="film"
      fallback={({ error, reset }) => <Again why={String(error)} onClick={reset} />}
    >
      <RumProfiler name="film">
        <Film />
      </RumProfiler>
    </RumErrorBoundary>
  );
  createRoot(element, rumRootOptions(own)).render(app);
  hydrateRoot(element, app, rumRootOptions({ identifierPrefix: 'films' }));
}
