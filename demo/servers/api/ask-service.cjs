const timeoutMillis = 12_000;

/**
 * Returns a function that requests another service over HTTP. A response that is not 2xx becomes an error with the
 * service's message.
 * @param {string} serviceUrl
 * @returns {(path: string, options?: { method?: string, body?: object }) => Promise<any>}
 */
exports.askService =
  (serviceUrl) =>
  async (path, { method = 'GET', body } = {}) => {
    const response = await fetch(`${serviceUrl}${path}`, {
      method,
      headers: body && { 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMillis),
    });
    const isJson = response.headers.get('content-type')?.includes('json');
    const answer = isJson ? await response.json() : { error: `${response.status} ${response.statusText}` };
    if (!response.ok) throw Object.assign(new Error(answer.error), { status: response.status });
    return answer;
  };
