import otel, {
  type ContextManager,
  type MeterProvider,
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

/** The global of `@opentelemetry/api-logs` for its provider, and the version of its contract. */
const API_LOGS = Symbol.for('io.opentelemetry.js.api.logs');
const API_LOGS_VERSION = 1;

/** The global that all copies of `@opentelemetry/api` 1.x share. */
const API = Symbol.for('opentelemetry.js.api.1');
/**
 * The newest minor version whose contract our globals fulfil. A copy of the API silently ignores a global with an older minor version
 * than its own, so that the app's spans would be lost:
 * https://github.com/open-telemetry/opentelemetry-js/blob/main/api/src/internal/semver.ts
 */
const NEWEST = 10;
const minorOf = (version = '') => {
  const [major, minor] = version.split('.');
  return (Number(major) - 1) * 1_000 + Number(minor);
};

type Home = {
  [API]?: { version: string; [type: string]: unknown };
  [API_LOGS]?: (version: number) => LoggerProvider | undefined;
};

/**
 * Registers our providers with every copy of `@opentelemetry/api` up to 1.10 and of `@opentelemetry/api-logs`. Another SDK's
 * registrations stay.
 * @returns the names of registrations that were refused, the version of the page's API if it is newer than ours, and a function
 * that removes our registrations
 */
export function registerGlobals(globals: Globals): {
  refused: string[];
  newer: string | false | undefined;
  unregister: () => void;
} {
  const { tracer, meter, contextManager, propagator, logger } = globals;
  const refused: string[] = [];
  const undo: (() => void)[] = [() => contextManager.disable()];
  const home = globalThis as Home;
  const take = (type: string, provider: unknown, disable?: false | (() => void)) => {
    const shared = home[API] as NonNullable<Home[typeof API]>;
    if (!disable && shared[type]) return refused.push(type);
    if (!disable) shared[type] = provider;
    return undo.push(disable || (() => delete shared[type]));
  };
  // With our copy of the API, whose tracers and loggers wait for it. It creates the global, and refuses one that a copy of another
  // version has created, which works too. The Logs API exists since 1.10.
  const { logs } = otel as typeof otel & { logs?: LogsApi };
  take('trace', tracer, trace.setGlobalTracerProvider(tracer) && (() => trace.disable()));
  take('logs', logger, logs?.setGlobalLoggerProvider(logger) && (() => logs.disable()));
  take('metrics', meter);
  contextManager.enable();
  take('context', contextManager);
  take('propagation', propagator);

  const shared = home[API];
  const version = shared?.version;
  if (shared && minorOf(version) < NEWEST) {
    Reflect.set(shared, 'version', `1.${NEWEST}.0`);
    undo.push(() => Reflect.set(shared, 'version', version));
  }
  if (!home[API_LOGS]) {
    home[API_LOGS] = (version) => (version === API_LOGS_VERSION ? logger : undefined);
    undo.push(() => delete home[API_LOGS]);
  } else refused.push('logs');
  return {
    refused,
    newer: minorOf(version) > NEWEST && version,
    unregister: () => {
      for (const disable of undo) disable();
    },
  };
}
