/** A request that the browser sends after the page's end. */
export interface LaterRequest {
  readonly url: string;
  readonly init: RequestInit;
}

type FetchLater = (url: string, init: RequestInit) => unknown;

const scope = globalThis as { fetchLater?: FetchLater };
const nativeFetchLater = scope.fetchLater?.bind(scope as typeof globalThis);

export interface LaterRequests {
  /** Replaces the requests that the browser keeps. */
  replace(requests: readonly LaterRequest[]): void;
}

/**
 * `fetchLater`: the browser keeps these requests and sends them when the page is gone, also after a crash
 * (https://whatpr.org/fetch/1647.html). Undefined if the browser does not have it.
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
        // A Permissions Policy forbids it, or the quota, which frames share, is used up.
      }
    },
  };
}
