/** The names of this machine: `localhost` and what is under it, and the loopback addresses. */
const LOOPBACK = /^(localhost|[a-z0-9-.]+\.localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

/**
 * Returns whether a request was addressed to this machine by name. A page elsewhere can have its own name resolve to
 * 127.0.0.1 (DNS rebinding); it would then be of the live view's origin, and could read all that arrived.
 *
 * @param {string | undefined} host the request's `Host`
 */
export const isLoopbackHost = (host) => LOOPBACK.test(host ?? '');
