import { resolveUrl } from '../browser/location.js';
import type { Signal } from '../record.js';

/** The URL of the endpoint without a fragment, a problem of the option, or both. */
export interface Endpoint {
  /** Undefined if nothing can be sent. */
  readonly url?: string;
  /** A sentence for the console. */
  readonly problem?: string;
}

const OWN_PATH = /\/v1\/(traces|logs|metrics)\/*$/;
/** Matches a host with a port, or a first segment that looks like a host: `collector.example/otlp`. */
const HOST = /^(?:[\w-]+(?:\.[\w-]+)*:\d+|(?:[\w-]+\.)+[\w-]+)(?:[/?#]|$)/;

/** Validates the option `endpoint`: an http or https URL, or a path of the page's own origin. */
export function resolveEndpoint(option: string, origin: string): Endpoint {
  const url = resolveUrl(option, origin);
  const begin = `option 'endpoint' is '${option}'`;
  // `localhost:4318` is also a URL with the scheme `localhost:`; `collector.example/otlp` is also a path.
  if (HOST.test(option)) {
    const hint = `${begin}: did you mean '${/^(localhost|[\d.]+)[:/]/.test(option) ? 'http' : 'https'}://${option}'?`;
    return /^[^/?#]*:/.test(option) || !url ? { problem: hint } : { url: url.href, problem: hint };
  }
  if (!url || !/^https?:$/.test(url.protocol))
    return { problem: `${begin}, but must be an http or https URL, or a path` };
  // https://fetch.spec.whatwg.org/#dom-request: a URL with credentials is a TypeError.
  if (url.username || url.password)
    return {
      problem: `option 'endpoint' has a user name or password, which fetch() refuses: use headers: { Authorization: … }`,
    };
  url.hash = '';
  const path = url.pathname.replace(OWN_PATH, '');
  const problem =
    path !== url.pathname ? `${begin}: /v1/traces, /v1/logs and /v1/metrics are added to it` : undefined;
  url.pathname = path;
  return { url: url.href, ...(problem && { problem }) };
}

/** Returns the URL of a signal, before the endpoint's query; without a signal, the common start of all signals' URLs. */
export function signalUrl(endpoint: string, signal: Signal | ''): string {
  const [path = '', ...query] = endpoint.split('?');
  const url = `${path.replace(/\/+$/, '')}/v1/${signal}`;
  return signal && query.length ? `${url}?${query.join('?')}` : url;
}
