import { getRum } from 'otel-rum';
import { RumErrorBoundary, RumProfiler, rumRootOptions } from 'otel-rum/react';
import { Component, lazy, type ReactNode, StrictMode, Suspense } from 'react';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { startRum } from '../start-rum.js';

const isWithRum = location.pathname === '/with';
if (isWithRum) startRum();

/** A boundary as apps have it; React's development build tells its name. */
class OwnBoundary extends Component<{ children: ReactNode; fallback: ReactNode }> {
  static displayName = 'RumErrorBoundary';
  override state = { hasFailed: false };
  static getDerivedStateFromError() {
    return { hasFailed: true };
  }
  override render() {
    return this.state.hasFailed ? this.props.fallback : this.props.children;
  }
}
const Boundary = isWithRum ? RumErrorBoundary : OwnBoundary;

/** The app's own reporting: of React 19 only. */
const own = {
  onCaughtError(error: unknown) {
    console.info('own', String(error));
    if (isWithRum) getRum().captureError(error, { mechanism: 'own' });
  },
};
const options = <Own extends object>(given: Own) => (isWithRum ? rumRootOptions(given) : given);

const Bomb = ({ thrown }: { thrown: unknown }): ReactNode => {
  throw thrown;
};
let attempts = 0;
const Flaky = () => {
  if (attempts++ === 0) throw new Error('flaky');
  return <p>recovered</p>;
};
const Broken = lazy(() => Promise.reject(new Error('lazy')));

/** Each in a root of its own, in an element that says how it began. */
function place(name: string, content: string): HTMLElement {
  const element = document.createElement('div');
  element.id = name;
  element.innerHTML = content;
  document.body.append(element);
  return element;
}
const render = (name: string, children: ReactNode, given: object = {}) =>
  createRoot(place(name, '<p>before</p>'), options(given)).render(<StrictMode>{children}</StrictMode>);

const fallback = <p>fell back</p>;
render(
  'caught',
  <Boundary fallback={fallback}>
    <Bomb thrown={new Error('caught')} />
  </Boundary>,
);
render(
  'text',
  <Boundary fallback={fallback}>
    <Bomb thrown="text" />
  </Boundary>,
);
render(
  'lazy',
  <Boundary fallback={fallback}>
    <Suspense fallback={<p>waiting</p>}>
      <Broken />
    </Suspense>
  </Boundary>,
);
render('uncaught', <Bomb thrown={new Error('uncaught')} />);
render('bare', <Bomb thrown="bare" />);
render(
  'own',
  <OwnBoundary fallback={fallback}>
    <Bomb thrown={new Error('own')} />
  </OwnBoundary>,
  own,
);
render(
  'others',
  <OwnBoundary fallback={fallback}>
    <Bomb thrown={new Error('others')} />
  </OwnBoundary>,
);
render('flaky', <Flaky />);
render(
  'clicked',
  <button
    type="button"
    onClick={() => {
      throw new Error('clicked');
    }}
  >
    click
  </button>,
);
render('timed', <RumProfiler name="timed">shown</RumProfiler>);
hydrateRoot(place('hydrated', '<p>server</p>'), <p>client</p>, options({}));
