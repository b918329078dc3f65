import type { Attributes, ContextManager } from '@opentelemetry/api';
import { bare } from './browser/bare.js';
import type { UrlMatcher } from './browser/url-matcher.js';
import { CONSENT_NAMES, CONSENTS, type Consent } from './context/consent.js';
import { VIEW_PARTS, type ViewPart } from './context/page-view.js';
import type { CreateTraces, Instrumentation } from './instrumentation.js';
import type { BeforeSend } from './record.js';

/** Options of `initRum`. Only `serviceName` and `endpoint` are required. */
export interface RumOptions {
  /** Name of the app: `service.name`. */
  serviceName: string;
  /**
   * Base URL of an OTLP/HTTP receiver; `/v1/traces`, `/v1/logs` and `/v1/metrics` are added. Absolute, or a path of the
   * page's own origin. @example 'https://collector.example' @example '/otlp'
   */
  endpoint: string;
  /** Version of the app: `service.version`. @default none */
  serviceVersion?: string;
  /** Deployment, such as `production`: `deployment.environment.name`. @default none */
  environment?: string;
  /** Further attributes of the resource. @default {} */
  resourceAttributes?: Attributes;
  /** Attributes of every span and event; `setAttributes` changes them later. @default {} */
  attributes?: Attributes;
  /** Headers of every export, such as an API key. Visitors of the page can read them. @default {} */
  headers?: Record<string, string>;
  /** Whether exports send cookies: `omit`, `same-origin` or `include`. @default 'omit' */
  credentials?: RequestCredentials;
  /**
   * Requests that get trace headers. A list names other origins beside the page's own (`https://api.example`, `*.shop.example`)
   * and, with a leading `!`, exceptions: `!/download`, or `!/` for the own origin. A function decides for every URL.
   * @default [] @example ['https://api.example', '!/download']
   */
  propagateTo?: readonly UrlMatcher[] | ((url: string) => boolean);
  /**
   * Returns the entries of the `baggage` header, which is sent wherever `traceparent` is; called for each request with the
   * session id. At most 64 entries and 8,192 bytes are sent; others are dropped whole. @default none
   * @example (sessionId) => ({ 'session.id': sessionId })
   */
  baggage?: (sessionId: string) => Record<string, string>;
  /** Requests that are neither traced nor counted, matched as in `propagateTo`; exports are always ignored. @default [] */
  ignoreUrls?: readonly UrlMatcher[];
  /** Path patterns that name requests, `/api/movies/:id`; ids in other paths become `{id}`. @default [] */
  urlTemplates?: readonly string[];
  /**
   * URL parts that start a new page view when they change, besides the path: `query`, and `hash` for fragments that are no routes
   * (`#/…` and `#!/…` always count as path). @default []
   */
  pageViewsBy?: readonly ViewPart[];
  /** Query keys whose values may be sent; the values of all others are masked. @default [] */
  allowedQueryKeys?: readonly string[];
  /**
   * Masks each segment of a URL that is an id in the URL's template: `/movies/42` is sent as `/movies/REDACTED`. Segments after
   * words such as `reset`, `invite` and `verify` are always masked. @default false
   */
  maskUrlIds?: boolean;
  /**
   * Share of sessions whose spans and events are sent, from 0 to 1, or a function that returns it, called once per session with
   * the resource's and the app's attributes. Metrics include all sessions. @default 1
   * @example (attributes) => (attributes['app.plan'] === 'free' ? 0.1 : 1)
   */
  sampleRate?: number | ((attributes: Attributes) => number);
  /**
   * Keeps the last minute of a session that is not sampled in memory, and sends it after an error or a poor Web Vital.
   * @default false
   */
  keepOnError?: boolean;
  /**
   * The user's consent: `granted`, `pending` (records wait in memory) or `denied`; `setConsent` changes it later. Any other value
   * counts as `pending`.
   * @default 'granted', or 'denied' if the browser's Global Privacy Control is on
   */
  consent?: Consent;
  /**
   * Called with every span, log record and data point before it is queued, redacted and with all attributes. `true` or undefined sends
   * it, `false` drops it, any other result (null, a promise) drops it with a warning; `name`, `attributes` and `body` of a span
   * or log record may be changed. @default none
   */
  beforeSend?: BeforeSend;
  /** Sends the exports: a function like the browser's `fetch`. @default the browser's, as it was when otel-rum was loaded */
  fetch?: (url: string, init: RequestInit) => Promise<Response>;
  /** Receives our default instrumentations, returns those to run; of two with one name, the later runs. @default all of ours */
  instrumentations?: (defaults: Instrumentation[]) => readonly Instrumentation[];
  /** Context manager that follows asynchronous work, such as that of `otel-rum/zone`. @default none: the open user action is followed */
  contextManager?: ContextManager;
  /**
   * Creates a tracer provider that replaces ours, such as `sdkTraces()` of `otel-rum/sdk`.
   * @default our own tracer
   */
  traces?: CreateTraces;
  /** Maximum time before a record is sent, in milliseconds. @default 5000 */
  flushIntervalMillis?: number;
  /**
   * Interval at which metrics are sent, in milliseconds; six times `flushIntervalMillis` if only that is set. Metrics are also sent
   * at page end. @default 30000
   */
  metricsIntervalMillis?: number;
  /** Maximum number of records in a batch. @default 50 */
  maxBatchRecords?: number;
  /** Maximum size of a batch before compression, in bytes. @default 65536 */
  maxBatchBytes?: number;
  /** Maximum number of queued records; beyond it the least important are dropped and counted. @default 2048 */
  maxQueuedRecords?: number;
  /** Maximum size of queued records, in bytes. @default 2097152 */
  maxQueuedBytes?: number;
  /**
   * Gzips exports over 8 KiB, except at page end and the first of each signal. @default true if the endpoint is of the page's own
   * origin: another origin's CORS rules must allow the header `Content-Encoding`
   */
  gzip?: boolean;
  /** Stores records that could not be sent in IndexedDB, for up to 24 hours and 4 MB, for the next page. @default true */
  persist?: boolean;
  /** `false` makes everything inert. @default true */
  enabled?: boolean;
  /**
   * Logs on the console whether otel-rum started, and if not why; each record, batch and request in a collapsed group; what
   * was ignored, dropped, refused and lost. @default false
   */
  debug?: boolean;
}

/** Options that may be undefined. */
type Undefaulted =
  | 'serviceVersion'
  | 'environment'
  | 'contextManager'
  | 'traces'
  | 'instrumentations'
  | 'baggage'
  | 'beforeSend'
  | 'fetch'
  | 'consent'
  | 'gzip';

/** Options with defaults. */
export type ResolvedOptions = Required<Omit<RumOptions, Undefaulted>> & Pick<RumOptions, Undefaulted>;

/** The expected value of an option. `isItem` validates items of a list or an object; invalid items are dropped. */
type Check = readonly [
  expected: string,
  isValid: (value: unknown) => boolean,
  isItem?: ((item: unknown) => boolean) | undefined,
];

const isString = (value: unknown) => typeof value === 'string' && value !== '';
const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
const isFunction = (value: unknown) => typeof value === 'function';
/** Whether a value is a number from 0 to 1. */
export const isRate = (value: unknown): value is number =>
  typeof value === 'number' && value >= 0 && value <= 1;
const isMatcher = (value: unknown) => isString(value) || value instanceof RegExp || isFunction(value);

const listOf = (of: string, isItem: (item: unknown) => boolean): Check => [
  `an array of ${of}`,
  Array.isArray,
  isItem,
];
const oneOf = (expected: string, values: readonly unknown[]): Check => [
  expected,
  (value) => values.includes(value),
];
const objectOf = (isItem?: (item: unknown) => boolean): Check => ['an object', isObject, isItem];

const TEXT: Check = ['a string that is not empty', isString];
const FLAG: Check = ['true or false', (value) => typeof value === 'boolean'];
const COUNT: Check = ['a number over 0', (value) => typeof value === 'number' && value > 0];
const FUNCTION: Check = ['a function', isFunction];
const TEXTS = listOf('strings', isString);
const MATCHERS = listOf('strings, regular expressions or functions', isMatcher);
const ATTRIBUTES = objectOf(
  (item) => /^(?:string|number|boolean|undefined)$/.test(typeof item) || Array.isArray(item),
);

/** Returns the table of all options. `closed` replaces an invalid value if the default would send more than was intended. */
const optionRows = (): Record<keyof RumOptions, [check: Check, fallback?: unknown, closed?: unknown]> => ({
  serviceName: [TEXT, ''],
  endpoint: [TEXT, ''],
  serviceVersion: [TEXT],
  environment: [TEXT],
  resourceAttributes: [ATTRIBUTES, {}],
  attributes: [ATTRIBUTES, {}],
  headers: [objectOf((item) => isString(item) && !/[\r\n]/.test(item as string)), {}],
  credentials: [oneOf("'omit', 'same-origin' or 'include'", ['omit', 'same-origin', 'include']), 'omit'],
  propagateTo: [
    [`a function, or ${MATCHERS[0]}`, (value) => isFunction(value) || Array.isArray(value), isMatcher],
    [],
  ],
  baggage: [FUNCTION],
  ignoreUrls: [MATCHERS, []],
  urlTemplates: [TEXTS, []],
  pageViewsBy: [listOf("'query' and 'hash'", (item) => VIEW_PARTS.includes(item as ViewPart)), []],
  allowedQueryKeys: [TEXTS, []],
  maskUrlIds: [FLAG, false, true],
  sampleRate: [['a number from 0 to 1, or a function', (value) => isFunction(value) || isRate(value)], 1, 0],
  keepOnError: [FLAG, false],
  consent: [oneOf(CONSENT_NAMES, CONSENTS), undefined, 'pending'],
  beforeSend: [FUNCTION, undefined, () => false],
  fetch: [FUNCTION],
  instrumentations: [FUNCTION, undefined, () => []],
  contextManager: [objectOf()],
  traces: [FUNCTION],
  flushIntervalMillis: [COUNT, 5_000],
  metricsIntervalMillis: [COUNT],
  maxBatchRecords: [COUNT, 50],
  maxBatchBytes: [COUNT, 65_536],
  maxQueuedRecords: [COUNT, 2_048],
  maxQueuedBytes: [COUNT, 2_097_152],
  gzip: [FLAG],
  persist: [FLAG, true, false],
  enabled: [FLAG, true, false],
  debug: [FLAG, false],
});

/** Returns the Levenshtein distance: the number of letters to change. */
function distance(a: string, b: string): number {
  const row = [...b, ''].map((_, at) => at);
  for (const letter of a.toLowerCase()) {
    let diagonal = row[0] as number;
    row[0] = diagonal + 1;
    for (let at = 1; at < row.length; at++) {
      const above = row[at] as number;
      const changed = diagonal + (letter === b[at - 1]?.toLowerCase() ? 0 : 1);
      row[at] = Math.min(above + 1, (row[at - 1] as number) + 1, changed);
      diagonal = above;
    }
  }
  return row[b.length] as number;
}

const nearest = (key: string): string => {
  const names = Object.keys(optionRows());
  if (names.includes(key)) return key;
  return names.reduce((best, name) => (distance(key, name) < distance(key, best) ? name : best));
};

/** Whether a name is an option's, or a misspelling: up to two letters and a third of the name differ. */
export function isNearOption(key: string): boolean {
  const option = nearest(key);
  return key === option || distance(key, option) <= Math.min(2, option.length / 3);
}

const show = (value: unknown): string => {
  if (typeof value === 'string') return `'${value}'`;
  return Array.isArray(value) ? 'an array' : isObject(value) ? 'an object' : String(value);
};

/**
 * Validates the options and fills in defaults. `problems` has a sentence for each error. An invalid value is replaced by the default
 * or, if that would send more than was intended, by the value that sends least. Without a valid `serviceName` and
 * `endpoint` there are no options.
 */
export function resolveOptions(input: RumOptions | undefined): {
  options: ResolvedOptions | undefined;
  problems: string[];
} {
  const problems: string[] = [];
  const options: Record<string, unknown> = {};
  const given: Record<string, unknown> = bare({ ...input });
  const rows = optionRows();
  for (const [key, [[expected, isValid, isItem], fallback, closed = fallback]] of Object.entries(rows)) {
    const value = given[key];
    delete given[key];
    options[key] = fallback;
    // Only the required options have an empty default.
    if (value === undefined && fallback !== '') continue;
    const report = (part = '') =>
      problems.push(`option '${key}' must be ${expected}, but is ${show(value)}${part}`);
    if (!isValid(value)) {
      report();
      options[key] = closed;
      continue;
    }
    const all = Object.entries(value as object);
    const valid = all.filter(([name, item]) => {
      const isRight = !isItem || isItem(item);
      if (!isRight) report(` with ${show(item)} at '${name}'`);
      return isRight;
    });
    if (valid.length === all.length) options[key] = value;
    else options[key] = Array.isArray(value) ? valid.map(([, item]) => item) : Object.fromEntries(valid);
  }
  for (const key of Object.keys(given))
    problems.push(`unknown option '${key}': did you mean '${nearest(key)}'?`);
  options.metricsIntervalMillis ??= 6 * (options.flushIntervalMillis as number);
  return {
    options: options.serviceName && options.endpoint ? (options as unknown as ResolvedOptions) : undefined,
    problems,
  };
}
