// @ts-check
// Whether a Content Security Policy allows a URL or an inline script: https://www.w3.org/TR/CSP3/#match-url-to-source-list
import { createHash } from 'node:crypto';

/** @param {string} policy @returns {Map<string, string[]>} sources by directive */
export function parsePolicy(policy) {
  /** @type {Map<string, string[]>} */
  const directives = new Map();
  for (const part of policy.split(';')) {
    const [name, ...sources] = part.trim().split(/\s+/);
    if (name && !directives.has(name.toLowerCase())) directives.set(name.toLowerCase(), sources);
  }
  return directives;
}

const FALLBACKS = {
  'connect-src': ['connect-src', 'default-src'],
  'script-src': ['script-src-elem', 'script-src', 'default-src'],
};
/** @typedef {keyof typeof FALLBACKS} Directive */

/** @param {string} policy @param {Directive} directive @returns {{ name: string, sources: string[] } | undefined} undefined: no restriction */
export function sourcesOf(policy, directive) {
  const directives = parsePolicy(policy);
  const name = FALLBACKS[directive].find((one) => directives.has(one));
  return name === undefined ? undefined : { name, sources: directives.get(name) ?? [] };
}

const PORTS = { 'http:': '80', 'https:': '443', 'ws:': '80', 'wss:': '443' };
/** @param {URL} url */
const portOf = ({ port, protocol }) => port || PORTS[/** @type {'http:'} */ (protocol)];
/** A source may be met by the secure form of its scheme. @param {string} source @param {string} scheme */
const isSameScheme = (source, scheme) => source === scheme || (source === 'http:' && scheme === 'https:');

/** @param {string} source @param {URL} url @param {URL} page */
export function allowsUrl(source, url, page) {
  const text = source.toLowerCase();
  if (text === '*') return ['http:', 'https:', page.protocol].includes(url.protocol);
  if (text === "'self'") return url.hostname === page.hostname && portOf(url) === portOf(page);
  if (/^[a-z][a-z\d+.-]*:$/.test(text)) return isSameScheme(text, url.protocol);
  const [, scheme = '', host = '', port = '', path = ''] =
    /^(?:([a-z][a-z\d+.-]*):\/\/)?(\*|(?:\*\.)?[^:/]+)(?::(\d+|\*))?(\/.*)?$/.exec(source) ?? [];
  if (!host) return false;
  if (!isSameScheme(scheme ? `${scheme.toLowerCase()}:` : page.protocol, url.protocol)) return false;
  const isHost =
    host === '*' ||
    (host.startsWith('*.')
      ? url.hostname.endsWith(host.slice(1).toLowerCase())
      : url.hostname === host.toLowerCase());
  const isPort =
    port === '*' || (port ? port === portOf(url) : url.port === '' || portOf(url) === portOf(page));
  const isPath =
    !path || path === '/' || (path.endsWith('/') ? url.pathname.startsWith(path) : url.pathname === path);
  return isHost && isPort && isPath;
}

/** @param {string} policy @param {Directive} directive @param {URL} url @param {URL} page */
export function policyAllows(policy, directive, url, page) {
  const found = sourcesOf(policy, directive);
  return !found || found.sources.some((source) => allowsUrl(source, url, page));
}

/** The source that allows an inline script. @param {string} code */
export const hashSource = (code) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`;

/** @param {string} policy @param {{ code: string, nonce?: string | undefined }} script */
export function policyAllowsInline(policy, { code, nonce }) {
  const found = sourcesOf(policy, 'script-src');
  if (!found) return true;
  const { sources } = found;
  const hasHashOrNonce = sources.some((source) => /^'(?:sha\d+|nonce)-/.test(source));
  if (sources.includes("'unsafe-inline'") && !hasHashOrNonce) return true;
  return (!!nonce && sources.includes(`'nonce-${nonce}'`)) || sources.includes(hashSource(code));
}
