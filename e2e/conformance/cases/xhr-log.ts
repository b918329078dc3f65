/** All events of a request and its upload. */
const TYPES = ['readystatechange', 'loadstart', 'progress', 'abort', 'error', 'load', 'timeout', 'loadend'];

/** What an app sees of a request at an event. */
export function stateOf(xhr: XMLHttpRequest): unknown {
  const { readyState, status, statusText, responseURL } = xhr;
  return [readyState, status, statusText, responseURL];
}

/** Notes every event of a request, in order, by listeners of the given kind. */
export function logEvents(xhr: XMLHttpRequest, by: 'listeners' | 'handlers' = 'listeners'): unknown[] {
  const log: unknown[] = [];
  for (const [target, prefix] of [
    [xhr, ''],
    [xhr.upload, 'upload '],
  ] as const) {
    for (const type of TYPES) {
      if (target === xhr.upload && type === 'readystatechange') continue;
      const note = (event: Event) => {
        const { loaded, total, lengthComputable } = event as ProgressEvent;
        const isOwn = event.target === target && event.currentTarget === target && event.isTrusted;
        log.push([`${prefix}${type}`, stateOf(xhr), [loaded, total, lengthComputable], isOwn]);
      };
      if (by === 'listeners') target.addEventListener(type, note);
      else (target as unknown as Record<string, unknown>)[`on${type}`] = note;
    }
  }
  return log;
}

/** A finished request as data: everything but its response headers' trace. */
export function resultOf(xhr: XMLHttpRequest): unknown {
  const isText = xhr.responseType === '' || xhr.responseType === 'text';
  return {
    state: stateOf(xhr),
    text: isText ? xhr.responseText : undefined,
    headers: xhr.getAllResponseHeaders(),
    own: Reflect.ownKeys(xhr).map(String),
  };
}

/** Settles at the request's end, however it ends. */
export const ended = (xhr: XMLHttpRequest): Promise<unknown> =>
  new Promise((resolve) => xhr.addEventListener('loadend', resolve, { once: true }));
