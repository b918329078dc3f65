/** A patch with the faults of its peers planted in it: the suite must find each. */
export function start(): void {
  const native = globalThis.fetch;
  globalThis.fetch = async (input, init = {}) => {
    const headers = new Headers(init.headers);
    headers.set('traceparent', '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01');
    // Onto the caller's object.
    init.headers = headers;
    // A response of its own, without an address, and a promise that comes through three others.
    return native(input, init).then((response) => new Response(response.body, response));
  };
}
