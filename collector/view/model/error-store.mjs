const MAX_ERRORS = 200;

/** The last exceptions, from browsers' events and from events of backends' spans; equal ones are grouped. */
export function createErrorStore() {
  /** @type {Map<string, any>} by what makes two the same; the one seen last is last */
  const errors = new Map();
  let total = 0;

  return {
    /**
     * @param {{ attributes: Record<string, any>, timeMillis: number, service: string, isBrowser: boolean,
     *   session?: string, traceId?: string, spanId?: string }} seen
     */
    add({ attributes, ...seen }) {
      total += 1;
      const type = String(attributes['exception.type'] ?? 'Error');
      const message = String(attributes['exception.message'] ?? '');
      const stack = String(attributes['exception.stacktrace'] ?? '');
      const key = JSON.stringify([seen.service, type, message, stack]);
      const before = errors.get(key);
      errors.delete(key);
      errors.set(key, {
        ...seen,
        key,
        type,
        message,
        stack,
        originalStack: attributes['otel_rum.exception.stacktrace.original'],
        source: attributes['otel_rum.exception.source_context'],
        handled: attributes['otel_rum.exception.handled'],
        mechanism: attributes['otel_rum.exception.mechanism'],
        componentStack: attributes['otel_rum.exception.component_stack'],
        page: attributes['browser.document.url.full'],
        count: (before?.count ?? 0) + 1,
      });
      if (errors.size > MAX_ERRORS) errors.delete(errors.keys().next().value);
    },
    list: () => [...errors.values()].reverse(),
    total: () => total,
    clear() {
      errors.clear();
      total = 0;
    },
  };
}
