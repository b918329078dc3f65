import { Component, createElement, Fragment, type ReactElement, type ReactNode } from 'react';
import { getRum } from '../../index.js';
import { COMPONENT_DURATION, COMPONENT_NAME, EVENT_COMPONENT_MOUNT } from '../../semconv.js';

export interface RumProfilerProps {
  /** What it is called: `otel_rum.component_mount.name`. */
  name: string;
  /** What is rendered, and timed. */
  children?: ReactNode;
}

interface ProbeProps {
  readonly name: string;
  readonly startedAt: number;
}

// biome-ignore lint/style/noRestrictedGlobals: a duration needs the monotonic clock, which servers have too
const now = () => performance.now();

/**
 * Stands behind the children: it is rendered, and mounted, after them. A class, for a server has no layout effects and
 * React 18 complains of them there.
 */
class Probe extends Component<ProbeProps> {
  private isTold: boolean;

  constructor(props: ProbeProps) {
    super(props);
    this.isTold = false;
  }

  override componentDidMount(): void {
    // StrictMode mounts twice, and what Suspense or Activity hid is mounted again when it is shown.
    if (this.isTold) return;
    this.isTold = true;
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
 * Times the first render of its children, up to the layout effects, in production builds too; React's own Profiler is
 * silent there. A render that is thrown away, as by Suspense, is not told of: the one that is shown is.
 * @example <RumProfiler name="film-list"><Films /></RumProfiler>
 */
export function RumProfiler({ name, children }: RumProfilerProps): ReactElement {
  // A property of the probe, and no ref: it belongs to this very render, and is thrown away with it.
  return createElement(Fragment, null, children, createElement(Probe, { name, startedAt: now() }));
}
