import * as React from 'react';
import { getRum } from '../../index.js';
import { RumErrorBoundary } from './rum-error-boundary.js';

/** What React passes to error handlers beside the error. */
export interface RootErrorInfo {
  readonly componentStack?: string | null | undefined;
  /** The boundary that caught it. */
  readonly errorBoundary?: unknown;
  /** The server's id of an error whose details it hides from the page. */
  readonly digest?: string | null | undefined;
}

/** A method's type, to which handlers with React's own types are assignable too. */
type RootErrorHandler = {
  handle(error: unknown, info: RootErrorInfo): void;
}['handle'];

/** The error handlers of a root. React 18 has only the last one. */
export interface RootErrorHandlers {
  onUncaughtError?: RootErrorHandler | undefined;
  onCaughtError?: RootErrorHandler | undefined;
  onRecoverableError?: RootErrorHandler | undefined;
}

const isObject = (error: unknown) => typeof error === 'object' && error !== null;

/** Passes an error to the page's own `error` handlers and to its console. */
function reportToPage(error: unknown): void {
  if (typeof reportError === 'function') reportError(error);
  else
    setTimeout(() => {
      throw error;
    });
}

/** Only React's development builds have `act`; bundlers choose the build. */
const isDevelopment = () => 'act' in React;

/** Names the component that threw. */
const culprit = ({ componentStack }: RootErrorInfo, otherwise: string) => {
  const [, name] = /^\s*(?:at )?([^\s@(]+)/.exec(componentStack ?? '') ?? [];
  return name ? `in the <${name}> component.` : otherwise;
};

// What React does and logs without a handler: react-dom's defaultOnUncaughtError and defaultOnCaughtError,
// https://github.com/facebook/react/blob/main/packages/react-reconciler/src/ReactFiberErrorLogger.js

const onUncaughtByDefault: RootErrorHandler = (error, info) => {
  reportToPage(error);
  if (!isDevelopment()) return;
  console.warn(
    '%s\n\n%s\n',
    `An error occurred ${culprit(info, 'in one of your React components.')}`,
    'Consider adding an error boundary to your tree to customize error handling behavior.\nVisit https://react.dev/link/error-boundaries to learn more about error boundaries.',
  );
};

const onCaughtByDefault: RootErrorHandler = (error, info) => {
  if (!isDevelopment()) {
    console.error(error);
    return;
  }
  const boundary = (info.errorBoundary as React.Component | undefined)?.constructor as
    | React.ComponentClass
    | undefined;
  console.error(
    '%o\n\n%s\n\n%s\n',
    error,
    `The above error occurred ${culprit(info, 'in one of your React components.')}`,
    `React will try to recreate this component tree from scratch using the error boundary you provided, ${boundary?.displayName || boundary?.name || 'Anonymous'}.`,
  );
};

/**
 * Reports a React root's errors: those that no boundary caught, those that one did, and those that React recovered from, such as
 * hydration mismatches. Then calls the app's own handler, or does what React does without one.
 * @param own the root's own options
 * @example createRoot(element, rumRootOptions()); hydrateRoot(element, <App />, rumRootOptions({ identifierPrefix: 'shop' }))
 */
export function rumRootOptions<Own extends object = object>(
  own?: Own & RootErrorHandlers,
): Omit<Own, keyof RootErrorHandlers> & { [Name in keyof RootErrorHandlers]-?: RootErrorHandler } {
  const handler = (mechanism: keyof RootErrorHandlers, byDefault: RootErrorHandler): RootErrorHandler => {
    const next = own?.[mechanism] ?? byDefault;
    const handled = mechanism !== 'onUncaughtError';
    return (error, info) => {
      // Already reported, by our boundary or as an unhandled error; values that are no objects cannot be recognized.
      const isOfOurBoundary = info.errorBoundary instanceof RumErrorBoundary;
      const isOfPage = next === byDefault && byDefault !== onCaughtByDefault && !isObject(error);
      if (!isOfOurBoundary && !isOfPage) {
        getRum().captureError(error, {
          mechanism: `react.${mechanism}`,
          handled,
          componentStack: info.componentStack ?? '',
        });
      }
      next(error, info);
    };
  };
  return {
    ...(own as Own),
    onUncaughtError: handler('onUncaughtError', onUncaughtByDefault),
    onCaughtError: handler('onCaughtError', onCaughtByDefault),
    onRecoverableError: handler('onRecoverableError', reportToPage),
  };
}
