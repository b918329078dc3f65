import otel, {
  type ContextManager,
  context,
  type MeterProvider,
  metrics,
  propagation,
  type TextMapPropagator,
  type TracerProvider,
  trace,
} from '@opentelemetry/api';
import type { LoggerProvider } from '../instrumentation.js';

export interface Globals {
  readonly tracer: TracerProvider;
  readonly meter: MeterProvider;
  readonly logger: LoggerProvider;
  readonly contextManager: ContextManager;
  readonly propagator: TextMapPropagator;
}

interface LogsApi {
  setGlobalLoggerProvider(provider: LoggerProvider): boolean;
  disable(): void;
}

/** Where `@opentelemetry/api-logs` looks its provider up, and the version of its contract. */
const API_LOGS = Symbol.for('io.opentelemetry.js.api.logs');
const API_LOGS_VERSION = 1;

/** Where all copies of `@opentelemetry/api` 1.x meet. */
const API = Symbol.for('opentelemetry.js.api.1');
/**
 * The newest version whose contract ours fulfil. A copy of the API passes over a global of an older minor version than its
 * own without a word (`isCompatible` in `internal/semver.ts`): the app's spans would be lost.
 */
const NEWEST = '1.10.0';

type Home = {
  [API]?: { version: string; [type: string]: unknown };
  [API_LOGS]?: (version: number) => LoggerProvider | undefined;
};

/**
 * Makes ours the providers of every copy of `@opentelemetry/api` up to 1.10, and of `@opentelemetry/api-logs`. What
 * another SDK has registered stays.
 * @returns the names of what was refused, and what takes the rest back
 */
export function registerGlobals(globals: Globals): { refused: string[]; unregister: () => void } {
  const refused: string[] = [];
  const undo: (() => void)[] = [];
  const home = globalThis as Home;
  const register = (type: string, provider: unknown, isSet: boolean, disable: () => void) => {
    const shared = home[API];
    if (isSet) undo.push(disable);
    else if (shared && !shared[type]) {
      // Our copy refuses the place that a copy of another version has made, which serves all the same.
      shared[type] = provider;
      undo.push(() => delete shared[type]);
    } else refused.push(type);
  };

  const { tracer, meter, contextManager, propagator, logger } = globals;
  register('trace', tracer, trace.setGlobalTracerProvider(tracer), () => trace.disable());
  register('metrics', meter, metrics.setGlobalMeterProvider(meter), () => metrics.disable());
  register('context', contextManager, context.setGlobalContextManager(contextManager.enable()), () =>
    context.disable(),
  );
  register('propagation', propagator, propagation.setGlobalPropagator(propagator), () =>
    propagation.disable(),
  );
  // The Logs API came with 1.10.
  const { logs } = otel as typeof otel & { logs?: LogsApi };
  register('logs', logger, !!logs?.setGlobalLoggerProvider(logger), () => logs?.disable());

  const shared = home[API];
  const version = shared?.version;
  if (shared && version && Number(version.split('.')[1]) < Number(NEWEST.split('.')[1])) {
    Reflect.set(shared, 'version', NEWEST);
    undo.push(() => Reflect.set(shared, 'version', version));
  }
  if (!home[API_LOGS]) {
    home[API_LOGS] = (version) => (version === API_LOGS_VERSION ? logger : undefined);
    undo.push(() => delete home[API_LOGS]);
  } else refused.push('logs');
  return {
    refused,
    unregister: () => {
      for (const disable of undo) disable();
    },
  };
}
