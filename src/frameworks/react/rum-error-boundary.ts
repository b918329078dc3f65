import { Component, type ErrorInfo, type ReactNode } from 'react';
import { getRum } from '../../index.js';
import { EXCEPTION_BOUNDARY } from '../../semconv.js';

/** Argument of a fallback. */
export interface RumProblem {
  /** The value that was thrown, usually an Error. */
  error: unknown;
  /** Renders the children again. */
  reset: () => void;
}

/** Content to show instead of the children, or a function that returns it. */
export type RumFallback = ReactNode | ((problem: RumProblem) => ReactNode);

export interface RumErrorBoundaryProps {
  /** Content whose errors are caught. */
  children?: ReactNode;
  /** Content to show after an error. @default nothing */
  fallback?: RumFallback;
  /** Identifies the boundary: `otel_rum.exception.boundary`. @default none */
  name?: string;
  /** Renders the children again when one of these values changes, such as the route's path. @default none */
  resetKeys?: readonly unknown[];
  /** Called after an error was caught and reported. */
  onError?: (error: unknown, info: ErrorInfo) => void;
  /** Called before the children are rendered again. */
  onReset?: () => void;
}

interface State {
  readonly caught?: { readonly error: unknown } | undefined;
}

const haveChanged = (now: readonly unknown[] = [], before: readonly unknown[] = []) =>
  now.length !== before.length || now.some((key, i) => !Object.is(key, before[i]));

/**
 * Reports errors that its children throw while rendering, with the component stack, and shows a fallback. On a server it renders
 * its children.
 * @example <RumErrorBoundary name="film" fallback={({ reset }) => <button onClick={reset}>Again</button>}>…</RumErrorBoundary>
 */
export class RumErrorBoundary extends Component<RumErrorBoundaryProps, State> {
  static getDerivedStateFromError(error: unknown): State {
    return { caught: { error } };
  }

  constructor(props: RumErrorBoundaryProps) {
    super(props);
    this.state = {};
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    const { name, onError } = this.props;
    getRum().captureError(error, {
      mechanism: 'react.componentDidCatch',
      componentStack: info.componentStack ?? '',
      ...(name && { attributes: { [EXCEPTION_BOUNDARY]: name } }),
    });
    onError?.(error, info);
  }

  override componentDidUpdate(before: RumErrorBoundaryProps, { caught }: State): void {
    // Not in the update that caused the error, whose changed keys may be the cause.
    if (caught && this.state.caught && haveChanged(this.props.resetKeys, before.resetKeys)) this.reset();
  }

  /** Renders the children again. */
  reset(): void {
    if (!this.state.caught) return;
    this.props.onReset?.();
    this.setState({ caught: undefined });
  }

  override render(): ReactNode {
    const { children, fallback } = this.props;
    const { caught } = this.state;
    if (!caught) return children;
    return typeof fallback === 'function'
      ? fallback({ error: caught.error, reset: () => this.reset() })
      : fallback;
  }
}
