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

/**
 * Makes ours the providers of `@opentelemetry/api`, and of both homes of the Logs API: `@opentelemetry/api` from 1.10
 * on, `@opentelemetry/api-logs` before. What another SDK has registered stays.
 * @returns the names of what was refused, and what takes the rest back
 */
export function registerGlobals(globals: Globals): { refused: string[]; unregister: () => void } {
  const refused: string[] = [];
  const undo: (() => void)[] = [];
  const register = (name: string, isSet: boolean, disable: () => void) => {
    if (isSet) undo.push(disable);
    else refused.push(name);
  };

  register('trace', trace.setGlobalTracerProvider(globals.tracer), () => trace.disable());
  register('metrics', metrics.setGlobalMeterProvider(globals.meter), () => metrics.disable());
  register('context', context.setGlobalContextManager(globals.contextManager.enable()), () =>
    context.disable(),
  );
  register('propagation', propagation.setGlobalPropagator(globals.propagator), () => propagation.disable());

  const logs = (otel as typeof otel & { logs?: LogsApi }).logs;
  if (logs) register('logs', logs.setGlobalLoggerProvider(globals.logger), () => logs.disable());
  const home = globalThis as { [API_LOGS]?: (version: number) => LoggerProvider | undefined };
  if (!home[API_LOGS]) {
    home[API_LOGS] = (version) => (version === API_LOGS_VERSION ? globals.logger : undefined);
    undo.push(() => delete home[API_LOGS]);
  } else refused.push('logs');
  return {
    refused,
    unregister: () => {
      for (const disable of undo) disable();
    },
  };
}
