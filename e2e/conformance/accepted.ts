const REDIRECT =
  'Headers of a request go along where a redirect leaves for another origin, and need a preflight there; the platform ' +
  'tells nobody of a redirect before it is followed. `!/path` in `propagateTo` keeps headers off.';
const PROXY_NAME =
  'V8 prints a Proxy without a name: `function () { [native code] }`. Whoever looks for `[native code]`, as lodash and ' +
  'core-js do, finds it.';

const OWN_KEYS =
  'Each member is read once, in the native order; then the Proxy is asked for its own keys, too: what lies beneath gets a ' +
  'plain copy, which other libraries can spread. Only a Proxy sees it.';

const PREFIX =
  "The error is of the same class; its message lacks the native function's prefix, since the conversion failed a step earlier.";

/** Differences that stay, by the case's name, each with its reason. */
export const accepted: Readonly<Record<string, string>> = {
  'A redirect that leaves for another origin that allows every header': REDIRECT,
  'A redirect that leaves for another origin with simple CORS only': REDIRECT,
  'XHR: a redirect that leaves for another origin with simple CORS only': REDIRECT,
  'An input without a prototype': PREFIX,
  'A proxied init is asked for each member as often as natively': OWN_KEYS,
  'A proxied init is asked for its members in the native order': OWN_KEYS,
  'Shape: toString()': PROXY_NAME,
  'Shape: Function.prototype.toString.call()': PROXY_NAME,
  'A library beneath that writes onto init: the app’s object afterwards':
    'What a library beneath writes counts for this call, and does not get onto the app’s object: it may be used again ' +
    'for another origin.',
  'Promise.prototype.then replaced by another library':
    'The end of a request is learnt by one `then()` on its promise, which is the page’s own, so that promises of ' +
    'other libraries (zone.js) keep working.',
};
