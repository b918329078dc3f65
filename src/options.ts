import type { Attributes, ContextManager } from '@opentelemetry/api';
import type { UrlMatcher } from './browser/url-matcher.js';
import { CONSENTS, type Consent } from './context/consent.js';
import { VIEW_PARTS, type ViewPart } from './context/page-view.js';
import type { CreateTraces, Instrumentation } from './instrumentation.js';
import type { BeforeSend } from './record.js';

/** What `initRum` takes. Only `serviceName` and `endpoint` are required. */
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
  /** Deployment, as `production`: `deployment.environment.name`. @default none */
  environment?: string;
  /** Attributes of the resource, beside those that otel-rum finds itself. @default {} */
  resourceAttributes?: Attributes;
  /** Attributes of every span and event; `setAttributes` changes them later. @default {} */
  attributes?: Attributes;
  /** Headers of every export, as an API key. A page's visitors can read them. @default {} */
  headers?: Record<string, string>;
  /** Whether exports carry cookies: `omit`, `same-origin` or `include`. @default 'omit' */
  credentials?: RequestCredentials;
  /**
   * Which requests get trace headers. A list names other origins beside the page's own (`https://api.example`,
   * `*.shop.example`), and, with a leading `!`, what gets none: `!/download`, or `!/` for the own origin. A function decides
   * for every URL. @default [] @example ['https://api.example', '!/download']
   */
  propagateTo?: readonly UrlMatcher[] | ((url: string) => boolean);
  /**
   * Entries of the `baggage` header, which goes where `traceparent` goes; called for each request with the session's id.
   * @default none @example (sessionId) => ({ 'session.id': sessionId })
   */
  baggage?: (sessionId: string) => Record<string, string>;
  /** Requests that are neither traced nor counted, matched as in `propagateTo`; exports never are. @default [] */
  ignoreUrls?: readonly UrlMatcher[];
  /** Path patterns that name requests, `/api/movies/:id`; ids in other paths become `{id}`. @default [] */
  urlTemplates?: readonly string[];
  /**
   * What begins a page view beside another path: `query`, and `hash` for fragments that are no routes (`#/…` and `#!/…` always
   * count as path). @default []
   */
  pageViewsBy?: readonly ViewPart[];
  /** Query keys whose values may be sent; those of all others are dropped. @default [] */
  allowedQueryKeys?: readonly string[];
  /**
   * Masks in URLs each segment that the URL's template calls an id: `/movies/42` is sent as `/movies/REDACTED`. Segments after
   * words like `reset`, `invite` and `verify` always are. @default false
   */
  maskUrlIds?: boolean;
  /**
   * Share of sessions whose spans and events are sent, 0 to 1, or a function that gives it, once for each session, of the
   * resource's and the app's attributes. Metrics always count all. @default 1
   * @example (attributes) => (attributes['app.plan'] === 'free' ? 0.1 : 1)
   */
  sampleRate?: number | ((attributes: Attributes) => number);
  /**
   * Keeps the last minute of a session that is sampled out in memory, and sends it when an error or a poor Web Vital
   * follows. @default false
   */
  keepOnError?: boolean;
  /**
   * What the user allows: `granted`, `pending` (records wait in memory) or `denied`; `setConsent` changes it later. Any other
   * value counts as `pending`.
   * @default 'granted', or 'denied' where the browser's Global Privacy Control is on
   */
  consent?: Consent;
  /**
   * Sees every span, log record and data point before it is queued, redacted and with all attributes. `true` or no answer sends
   * it, `false` drops it, any other answer (null, a promise) drops it with a warning; `name`, `attributes` and `body` of a span or
   * log record may be changed. @default none
   */
  beforeSend?: BeforeSend;
  /** Receives our own instrumentations, gives those to run; the later of two with one name runs. @default all of ours */
  instrumentations?: (defaults: Instrumentation[]) => readonly Instrumentation[];
  /** A context manager that follows asynchronous work, as `otel-rum/zone` gives. @default none: the open user action is followed */
  contextManager?: ContextManager;
  /**
   * Makes the tracer provider in place of ours, as `sdkTraces()` of `otel-rum/sdk` does with OpenTelemetry's own.
   * @default our own tracer
   */
  traces?: CreateTraces;
  /** Longest wait of a record before it is sent, in milliseconds. @default 5000 */
  flushIntervalMillis?: number;
  /**
   * Interval at which metrics are sent, in milliseconds; six times `flushIntervalMillis` if only that is set. They also leave
   * at the page's end. @default 30000
   */
  metricsIntervalMillis?: number;
  /** Records of one batch at most. @default 50 */
  maxBatchRecords?: number;
  /** Bytes of one batch at most, before compression. @default 65536 */
  maxBatchBytes?: number;
  /** Records that may wait; over that the least important are dropped and counted. @default 2048 */
  maxQueuedRecords?: number;
  /** Bytes that may wait. @default 2097152 */
  maxQueuedBytes?: number;
  /**
   * Gzips exports over 8 KiB while the page lives, but not the first of a signal. @default true where the endpoint is of
   * the page's own origin: another's CORS rules must allow the header `Content-Encoding`
   */
  gzip?: boolean;
  /** Keeps what could not be sent in IndexedDB for up to 24 hours and 4 MB, for the next page. @default true */
  persist?: boolean;
  /** false makes everything inert. @default true */
  enabled?: boolean;
  /** Tells on the console what otel-rum does. @default false */
  debug?: boolean;
}

/** What may be left out for good. */
type Undefaulted =
  | 'serviceVersion'
  | 'environment'
  | 'contextManager'
  | 'traces'
  | 'instrumentations'
  | 'baggage'
  | 'beforeSend'
  | 'consent'
  | 'gzip';

/** Options with every default filled in. */
export type ResolvedOptions = Required<Omit<RumOptions, Undefaulted>> & Pick<RumOptions, Undefaulted>;

type Kind =
  | 'string'
  | 'boolean'
  | 'function'
  | 'object'
  | 'attributes'
  | 'headers'
  | 'strings'
  | 'viewParts'
  | 'matchers'
  | 'targets'
  | 'count'
  | 'rate'
  | 'credentials'
  | 'consent';

const KINDS: Record<keyof RumOptions, Kind> = {
  serviceName: 'string',
  endpoint: 'string',
  serviceVersion: 'string',
  environment: 'string',
  resourceAttributes: 'attributes',
  attributes: 'attributes',
  headers: 'headers',
  credentials: 'credentials',
  propagateTo: 'targets',
  baggage: 'function',
  ignoreUrls: 'matchers',
  urlTemplates: 'strings',
  pageViewsBy: 'viewParts',
  allowedQueryKeys: 'strings',
  maskUrlIds: 'boolean',
  sampleRate: 'rate',
  keepOnError: 'boolean',
  consent: 'consent',
  beforeSend: 'function',
  instrumentations: 'function',
  contextManager: 'object',
  traces: 'function',
  flushIntervalMillis: 'count',
  metricsIntervalMillis: 'count',
  maxBatchRecords: 'count',
  maxBatchBytes: 'count',
  maxQueuedRecords: 'count',
  maxQueuedBytes: 'count',
  gzip: 'boolean',
  persist: 'boolean',
  enabled: 'boolean',
  debug: 'boolean',
};

const isString = (value: unknown) => typeof value === 'string' && value !== '';
const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
/** Whether this is a share, 0 to 1. */
export const isRate = (value: unknown): value is number =>
  typeof value === 'number' && value >= 0 && value <= 1;
const isMatcher = (value: unknown) =>
  isString(value) || value instanceof RegExp || typeof value === 'function';

interface Check {
  readonly expected: string;
  readonly isValid: (value: unknown) => boolean;
  /** Of a list or an object: what its items must be. Those that are not are left out. */
  readonly isItem?: (item: unknown) => boolean;
}
const list = (of: string, isItem: (item: unknown) => boolean): Check => ({
  expected: `an array of ${of}`,
  isValid: Array.isArray,
  isItem,
});
const oneOf = (values: readonly unknown[]): Check => ({
  expected: values
    .map((value) => `'${value}'`)
    .join(', ')
    .replace(/, (?!.*, )/, ' or '),
  isValid: (value) => values.includes(value),
});

const MATCHERS = 'strings, regular expressions or functions';

const CHECKS: Record<Kind, Check> = {
  string: { expected: 'a string that is not empty', isValid: isString },
  boolean: { expected: 'true or false', isValid: (value) => typeof value === 'boolean' },
  function: { expected: 'a function', isValid: (value) => typeof value === 'function' },
  object: { expected: 'an object', isValid: isObject },
  attributes: {
    expected: 'an object',
    isValid: isObject,
    isItem: (item) => /^(?:string|number|boolean|undefined)$/.test(typeof item) || Array.isArray(item),
  },
  headers: {
    expected: 'an object',
    isValid: isObject,
    isItem: (item) => isString(item) && !/[\r\n]/.test(item as string),
  },
  strings: list('strings', isString),
  viewParts: list("'query' and 'hash'", (item) => VIEW_PARTS.includes(item as ViewPart)),
  matchers: list(MATCHERS, isMatcher),
  targets: {
    expected: `a function, or an array of ${MATCHERS}`,
    isValid: (value) => typeof value === 'function' || Array.isArray(value),
    isItem: isMatcher,
  },
  count: { expected: 'a number over 0', isValid: (value) => typeof value === 'number' && value > 0 },
  rate: {
    expected: 'a number from 0 to 1, or a function',
    isValid: (value) => typeof value === 'function' || isRate(value),
  },
  consent: oneOf(CONSENTS),
  credentials: oneOf(['omit', 'same-origin', 'include']),
};

/** What counts in place of a value that is wrong, where the default would send more than was wanted. */
const CLOSED: Partial<RumOptions> = {
  consent: 'pending',
  sampleRate: 0,
  maskUrlIds: true,
  persist: false,
  enabled: false,
  beforeSend: () => false,
  instrumentations: () => [],
};

/** How many letters must change to make `a` of `b`. */
function distance(a: string, b: string): number {
  let row = [...b, ''].map((_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1]?.toLowerCase() === b[j - 1]?.toLowerCase() ? 0 : 1;
      next[j] = Math.min((row[j] as number) + 1, (next[j - 1] as number) + 1, (row[j - 1] as number) + same);
    }
    row = next;
  }
  return row[b.length] as number;
}

const nearest = (key: string): string =>
  Object.keys(KINDS).reduce((best, name) => (distance(key, name) < distance(key, best) ? name : best));

/** Whether a name is an option's, or one with a slip of the pen: up to two letters, and a third of it. */
export function isNearOption(key: string): boolean {
  const option = nearest(key);
  return distance(key, option) <= Math.min(2, option.length / 3);
}

const show = (value: unknown): string => {
  if (typeof value === 'string') return `'${value}'`;
  return Array.isArray(value) ? 'an array' : typeof value === 'object' && value ? 'an object' : String(value);
};

/** The valid items of a list or an object; the others are named in `problems`. */
function onlyValid(key: string, value: object, { expected, isItem }: Check, problems: string[]): unknown {
  const all = Object.entries(value);
  const valid = all.filter(([name, item]) => {
    if (!isItem || isItem(item)) return true;
    problems.push(
      `option '${key}' must be ${expected}, but is ${show(value)} with ${show(item)} at '${name}'`,
    );
    return false;
  });
  if (valid.length === all.length) return value;
  return Array.isArray(value) ? valid.map(([, item]) => item) : Object.fromEntries(valid);
}

/**
 * Fills in the defaults. `problems` names what is wrong, a sentence each. In its place counts the default, or, where that would
 * send more than was wanted, the value that sends least; without a valid `serviceName` and `endpoint` there are no options at all.
 */
export function resolveOptions(input: RumOptions): {
  options: ResolvedOptions | undefined;
  problems: string[];
} {
  const problems: string[] = [];
  const given: Partial<Record<keyof RumOptions, unknown>> = {};
  for (const [key, value] of Object.entries(input ?? {})) {
    // Not every property of KINDS is an option: there is `constructor`.
    const kind = Object.keys(KINDS).includes(key) ? KINDS[key as keyof RumOptions] : undefined;
    if (!kind) problems.push(`unknown option '${key}': did you mean '${nearest(key)}'?`);
    else if (value !== undefined) {
      const check = CHECKS[kind];
      const name = key as keyof RumOptions;
      if (check.isValid(value)) given[name] = onlyValid(key, value as object, check, problems);
      else {
        problems.push(`option '${key}' must be ${check.expected}, but is ${show(value)}`);
        if (name in CLOSED) given[name] = CLOSED[name];
      }
    }
  }
  for (const key of ['serviceName', 'endpoint'] as const) {
    if (input?.[key] === undefined) problems.push(`option '${key}' is required: a string that is not empty`);
  }
  if (!given.serviceName || !given.endpoint) return { options: undefined, problems };
  const defaults = {
    resourceAttributes: {},
    attributes: {},
    headers: {},
    credentials: 'omit',
    propagateTo: [],
    ignoreUrls: [],
    urlTemplates: [],
    pageViewsBy: [],
    allowedQueryKeys: [],
    maskUrlIds: false,
    sampleRate: 1,
    keepOnError: false,
    flushIntervalMillis: 5_000,
    metricsIntervalMillis: 6 * ((given.flushIntervalMillis as number | undefined) ?? 5_000),
    maxBatchRecords: 50,
    maxBatchBytes: 65_536,
    maxQueuedRecords: 2_048,
    maxQueuedBytes: 2_097_152,
    persist: true,
    enabled: true,
    debug: false,
  } satisfies Partial<RumOptions>;
  return { options: { ...defaults, ...(given as unknown as RumOptions) } as ResolvedOptions, problems };
}
