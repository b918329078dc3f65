import { Component, type ErrorInfo, type ReactNode } from 'react';
import { getRum } from '../../index.js';
import { EXCEPTION_BOUNDARY } from '../../semconv.js';

/** What a fallback is told. */
export interface RumProblem {
  /** What was thrown: an Error as a rule, but anything may be. */
  error: unknown;
  /** Renders the children again. */
  reset: () => void;
}

/** What is shown in place of the children, or a function that makes it. */
export type RumFallback = ReactNode | ((problem: RumProblem) => ReactNode);

export interface RumErrorBoundaryProps {
  /** What is guarded. */
  children?: ReactNode;
  /** What is shown after an error. @default nothing */
  fallback?: RumFallback;
  /** Tells boundaries apart: `otel_rum.exception.boundary`. @default none */
  name?: string;
  /** Values that make the boundary try again when one of them changes, as the route's path. @default none */
  resetKeys?: readonly unknown[];
  /** Called when an error was caught, after it was reported. */
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
 * Reports what its children throw while they render, with the components around the fault, and shows a fallback. On a
 * server it renders its children.
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
    // Not in the update that brought the error: its keys may be what led to it.
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
