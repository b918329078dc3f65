import type {
  Context,
  ContextManager,
  Span,
  SpanContext,
  TextMapGetter,
  TextMapSetter,
  TracerProvider,
} from '@opentelemetry/api';
import { wrapSpanContext } from './inert-api.js';

export { INVALID_SPAN_CONTEXT } from './inert-api.js';

/**
 * The part of `@opentelemetry/api` that the script uses, in place of that package: nobody else can reach the copy inside the
 * script, so it needs no proxies, no no-op providers and no `diag`. Copies on the page meet it at the same global and under the
 * same context keys. `otel-api.test.ts` compares each member with the package's.
 */

const GLOBAL = Symbol.for('opentelemetry.js.api.1');
/** The newest version of the API whose contract this fulfils. */
const VERSION = '1.10.0';
type Shared = { version: string; context?: ContextManager; trace?: TracerProvider };
const home = globalThis as { [GLOBAL]?: Shared };

export const SpanKind = { INTERNAL: 0, SERVER: 1, CLIENT: 2, PRODUCER: 3, CONSUMER: 4 };
export const SpanStatusCode = { UNSET: 0, OK: 1, ERROR: 2 };
export const ValueType = { INT: 0, DOUBLE: 1 };
export const TraceFlags = { NONE: 0, SAMPLED: 1 };

export const createContextKey = (description: string): symbol => Symbol.for(description);

const contextOf = (values: ReadonlyMap<symbol, unknown>): Context => ({
  getValue: (key) => values.get(key),
  setValue: (key, value) => contextOf(new Map(values).set(key, value)),
  deleteValue(key) {
    const rest = new Map(values);
    rest.delete(key);
    return contextOf(rest);
  },
});
export const ROOT_CONTEXT: Context = contextOf(new Map());

const manager = () => home[GLOBAL]?.context;
export const context = {
  active: (): Context => manager()?.active() ?? ROOT_CONTEXT,
  with<A extends unknown[], R>(
    active: Context,
    fn: (...args: A) => R,
    thisArg?: ThisParameterType<typeof fn>,
    ...args: A
  ): R {
    const found = manager();
    return found ? found.with(active, fn, thisArg, ...args) : fn.call(thisArg, ...args);
  },
};

/** Hexadecimal digits, of which one at least is not 0. */
const isId = (id: unknown, length: number) =>
  typeof id === 'string' && id.length === length && /^[\da-f]*[1-9a-f][\da-f]*$/i.test(id);
export const isSpanContextValid = ({ traceId, spanId }: SpanContext): boolean =>
  isId(traceId, 32) && isId(spanId, 16);

const SPAN = createContextKey('OpenTelemetry Context Key SPAN');
const getSpan = (from: Context) => from.getValue(SPAN) as Span | undefined;
const setSpan = (on: Context, span: Span) => on.setValue(SPAN, span);
export const trace = {
  getSpan,
  setSpan,
  deleteSpan: (from: Context) => from.deleteValue(SPAN),
  getSpanContext: (from: Context) => getSpan(from)?.spanContext(),
  setSpanContext: (on: Context, spanContext: SpanContext) => setSpan(on, wrapSpanContext(spanContext)),
  isSpanContextValid,
  wrapSpanContext,
  setGlobalTracerProvider(provider: TracerProvider): boolean {
    home[GLOBAL] ??= { version: VERSION };
    const shared = home[GLOBAL];
    if (shared.trace || shared.version !== VERSION) return false;
    shared.trace = provider;
    return true;
  },
  disable() {
    delete home[GLOBAL]?.trace;
  },
};

export const defaultTextMapSetter: TextMapSetter = {
  set(carrier, key, value) {
    if (carrier) carrier[key] = value;
  },
};
export const defaultTextMapGetter: TextMapGetter = {
  get: (carrier, key) => carrier?.[key],
  keys: (carrier) => Object.keys(carrier ?? {}),
};

// biome-ignore lint/style/noDefaultExport: as the package has it
export default { trace };
