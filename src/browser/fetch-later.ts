/** What the browser sends when the page has died, as fetch() would. */
export interface LaterRequest {
  readonly url: string;
  readonly init: RequestInit;
}

type FetchLater = (url: string, init: RequestInit) => unknown;

const scope = globalThis as { fetchLater?: FetchLater };
const nativeFetchLater = scope.fetchLater?.bind(scope as typeof globalThis);

export interface LaterRequests {
  /** Replaces what the browser keeps by `requests`. */
  replace(requests: readonly LaterRequest[]): void;
}

/**
 * `fetchLater`: requests that the browser keeps, and sends when the page is gone without another word, as after a crash
 * (https://whatpr.org/fetch/1647.html). Undefined where the browser has none.
 */
export const laterRequests: LaterRequests | undefined =
  nativeFetchLater && createLaterRequests(nativeFetchLater);

function createLaterRequests(fetchLater: FetchLater): LaterRequests {
  let controller = new AbortController();
  return {
    replace(requests) {
      controller.abort();
      controller = new AbortController();
      try {
        for (const { url, init } of requests) {
          fetchLater(url, { ...init, signal: controller.signal });
        }
      } catch {
        // No room in the quota, which other frames share, or a Permissions Policy: the net has a hole.
      }
    },
  };
}
