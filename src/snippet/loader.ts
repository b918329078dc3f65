/**
 * The inline loader, pasted before all other scripts: queues calls and keeps errors, rejections and CSP violations until the
 * bundle has loaded and replays them. Has no imports, and never throws.
 */
interface Stub {
  /** Calls in order: verb, arguments, and the time (page time) and URL of the call. */
  q: [verb: string, args: unknown[], moment: [at: number | undefined, url: string]][];
  /** Stops listening. */
  stop(): void;
  [verb: string]: unknown;
}

const MAX_QUEUED = 100;
const queue: Stub['q'] = [];
const push = (verb: string, args: unknown[]) => {
  if (queue.length < MAX_QUEUED) queue.push([verb, args, [globalThis.performance?.now?.(), location.href]]);
};
const listeners: [type: string, listener: (event: Event) => void][] = [
  'error',
  'unhandledrejection',
  'securitypolicyviolation',
].map((type) => [type, (event) => push(type, [event])]);
const stub: Stub = {
  q: queue,
  stop: () => {
    for (const [type, listener] of listeners) removeEventListener(type, listener);
  },
};
for (const verb of [
  'initRum',
  'captureError',
  'addEvent',
  'log',
  'recordDuration',
  'setUser',
  'setAttributes',
  'setRoute',
  'setConsent',
]) {
  stub[verb] = (...args: unknown[]) => push(verb, args);
}
// Calls with a result return at once: no session yet, and a span that does not record.
const span: Record<string, unknown> = {
  end: () => {},
  isRecording: () => false,
  spanContext: () => ({ traceId: '0'.repeat(32), spanId: '0'.repeat(16), traceFlags: 0 }),
};
for (const verb of [
  'setAttribute',
  'setAttributes',
  'addEvent',
  'addLink',
  'addLinks',
  'setStatus',
  'updateName',
])
  span[verb] = () => span;
span.recordException = span.end;
stub.getSessionId = stub.getTraceContext = span.end;
stub.startSpan = () => span;
stub.withSpan = (...args: unknown[]) => {
  const fn = args.pop();
  return typeof fn === 'function' ? fn(span) : undefined;
};
stub.flush = stub.shutdown = async () => {};
for (const [type, listener] of listeners) addEventListener(type, listener);
const home = globalThis as { otelRum?: { nodeType?: number } | Stub };
// An element with that id is a property of the global object, too.
if (!home.otelRum || home.otelRum.nodeType) home.otelRum = stub;

export {};
