import { Component, createElement, Fragment, type ReactElement, type ReactNode } from 'react';
import { getRum } from '../../index.js';
import { COMPONENT_DURATION, COMPONENT_NAME, EVENT_COMPONENT_MOUNT } from '../../semconv.js';

export interface RumProfilerProps {
  /** Name of the component: `otel_rum.component_mount.name`. */
  name: string;
  /** Content to render and time. */
  children?: ReactNode;
}

interface ProbeProps {
  readonly name: string;
  readonly startedAt: number;
}

// biome-ignore lint/style/noRestrictedGlobals: a duration needs the monotonic clock, which servers have too
const now = () => performance.now();

/**
 * Rendered and mounted after the children, which come before it. A class component, since React 18 warns about layout effects on
 * a server.
 */
class Probe extends Component<ProbeProps> {
  private isReported: boolean;

  constructor(props: ProbeProps) {
    super(props);
    this.isReported = false;
  }

  override componentDidMount(): void {
    // StrictMode mounts twice, and Suspense and Activity mount again what they have hidden.
    if (this.isReported) return;
    this.isReported = true;
    const { name, startedAt } = this.props;
    getRum().addEvent(EVENT_COMPONENT_MOUNT, {
      [COMPONENT_NAME]: name,
      [COMPONENT_DURATION]: now() - startedAt,
    });
  }

  override render(): ReactNode {
    return null;
  }
}

/**
 * Times the first render of its children, up to the layout effects, also in production builds, in which React's own Profiler is
 * disabled (https://react.dev/reference/react/Profiler). A render that is discarded, as by Suspense, is not reported.
 * @example <RumProfiler name="film-list"><Films /></RumProfiler>
 */
export function RumProfiler({ name, children }: RumProfilerProps): ReactElement {
  // A prop, not a ref: it belongs to this render and is discarded with it.
  return createElement(Fragment, null, children, createElement(Probe, { name, startedAt: now() }));
}
