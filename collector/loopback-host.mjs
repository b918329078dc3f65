/** Matches the names of this machine: `localhost` and its subdomains, and the loopback addresses. */
const LOOPBACK = /^(localhost|[a-z0-9-.]+\.localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

/**
 * Returns whether a request has a name of this machine as its host. A foreign page can let its own name resolve to 127.0.0.1
 * (DNS rebinding): it would then have the live view's origin, and could read all records.
 *
 * @param {string | undefined} host the request's `Host`
 */
export const isLoopbackHost = (host) => LOOPBACK.test(host ?? '');
