const PROXY_NAME =
  'V8 gives the source text of a Proxy no name; a test for native code by pattern still passes';
const REDIRECT =
  'a redirect carries the headers of the request along, ours too, and the platform has no way to take them off: ' +
  'exclude such a URL by `ignoreUrls`, or let the other origin allow the trace headers';
const PREFIX =
  "the error's class is the same; its message lacks the \"Failed to execute 'fetch' on 'Window'\" of the native function, " +
  'since the conversion failed one step earlier';

/** Differences that stay, by the case's name, each with its reason. */
export const accepted: Readonly<Record<string, string>> = {
  'A redirect that leaves for another origin, which then allows no header of ours': REDIRECT,
  'A redirect that leaves for another origin with simple CORS only': REDIRECT,
  'XHR: redirects, also to another origin': REDIRECT,
  'An input without a prototype': PREFIX,
  'An init that is a revoked proxy': PREFIX,
  'Header values that are none': PREFIX,
  'Shape: toString()': PROXY_NAME,
  'Shape: Function.prototype.toString.call()': PROXY_NAME,
  'A library beneath that writes onto init: the app’s object afterwards':
    'what a library beneath us writes stays in our view, and the object of the app is as it was',
};
