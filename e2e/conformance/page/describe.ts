const TRACE_HEADERS = ['traceparent', 'tracestate'];

/** A name for what an object is: its own class and those that it extends. */
function classOf(value: object): string {
  const names: string[] = [];
  for (let proto = Object.getPrototypeOf(value); proto; proto = Object.getPrototypeOf(proto)) {
    names.push(proto.constructor?.name ?? '?');
  }
  return names.join(' < ') || 'null';
}

/** What platform objects hold beyond properties. */
function contents(value: object): unknown {
  if (value instanceof Headers || value instanceof URLSearchParams || value instanceof FormData) {
    return [...(value as Iterable<[string, unknown]>)].map(([name, item]) => [name, describe(item)]);
  }
  if (value instanceof Request) {
    const { url, method, mode, credentials, cache, redirect, referrer, referrerPolicy, integrity } = value;
    const { keepalive, bodyUsed, signal } = value;
    return {
      ...{ url, method, mode, credentials, cache, redirect, referrer, referrerPolicy, integrity },
      ...{ keepalive, bodyUsed, aborted: signal.aborted, headers: [...value.headers] },
    };
  }
  if (value instanceof Response) return describeResponse(value);
  if (value instanceof AbortSignal) return { aborted: value.aborted, reason: describe(value.reason) };
  if (value instanceof URL) return value.href;
  if (value instanceof Blob) return { size: value.size, type: value.type };
  if (value instanceof ReadableStream) return { locked: value.locked };
  if (value instanceof ArrayBuffer) return [...new Uint8Array(value)];
  if (ArrayBuffer.isView(value)) return [...new Uint8Array(value.buffer, value.byteOffset, value.byteLength)];
  if (value instanceof Map || value instanceof Set) return [...value].map((item) => describe(item));
  if (value instanceof Document) return new XMLSerializer().serializeToString(value);
  return undefined;
}

/** All of a response but its body; a trace header that a server echoes is nobody's difference. */
export function describeResponse(response: Response): Record<string, unknown> {
  const { type, url, redirected, status, statusText, ok, bodyUsed } = response;
  return {
    ...{ class: classOf(response), own: Reflect.ownKeys(response).map(String) },
    ...{ type, url, redirected, status, statusText, ok, bodyUsed, hasBody: response.body !== null },
    headers: [...response.headers].filter(([name]) => !TRACE_HEADERS.includes(name)),
  };
}

/** All of an error but its stack, which shows the patch as any wrapper. */
export function describeError(error: unknown): unknown {
  if (typeof error !== 'object' || error === null) return describe(error);
  const { name, message, code, cause } = error as DOMException & { cause?: unknown };
  const own = Reflect.ownKeys(error).map(String);
  return { class: classOf(error), name, message, code, cause: describe(cause), own };
}

/** A value as data that JSON can carry; `path` holds the objects around it. */
export function describe(value: unknown, path: readonly object[] = []): unknown {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
  if (typeof value === 'function') return { function: value.name, length: value.length };
  if (typeof value !== 'object') return { [typeof value]: String(value) };
  const index = path.indexOf(value);
  if (index >= 0) return { circle: path.length - index };
  if (value instanceof Error || value instanceof DOMException) return describeError(value);
  const properties: Record<string, unknown> = {};
  for (const key of Reflect.ownKeys(value)) {
    // The numbers of a typed array are its contents.
    if (ArrayBuffer.isView(value)) break;
    const descriptor = Reflect.getOwnPropertyDescriptor(value, key) as PropertyDescriptor;
    const { writable, enumerable, configurable, get, set } = descriptor;
    const flags = [writable && 'w', enumerable && 'e', configurable && 'c'].filter(Boolean).join('');
    properties[String(key)] =
      get || set
        ? [flags, { getter: get?.name, setter: set?.name }]
        : [flags, describe(descriptor.value, [...path, value])];
  }
  return {
    class: classOf(value),
    ...(!Object.isExtensible(value) && { closed: Object.isFrozen(value) ? 'frozen' : 'not extensible' }),
    properties,
    contents: contents(value),
  };
}
