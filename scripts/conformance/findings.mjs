// @ts-check

/**
 * What the differences of OpenTelemetry's patches mean for their users: one sentence per cause, with the cases that it
 * explains, the clearest first. table.mjs checks that exactly the cases that differ are listed.
 *
 * @typedef {{ summary: string, cases: string[] }} Finding
 * @type {{ harms: Finding[], traits: Finding[] }}
 */
export const findings = {
  harms: [
    {
      summary:
        'A clone of each response is read to its end: an endless stream that the app cancels, or does not read, is received on and on, and its server sees no end within the 5 s of a case',
      cases: [
        'An endless stream, read for a while and cancelled: the server sees the connection close',
        'An endless stream that is cancelled unread',
        'An endless stream that is never read, then aborted: the server is held back',
        'Server-sent events by fetch that stay open until the app closes them',
      ],
    },
    {
      summary: 'If `init` cannot be written to, `fetch` throws and makes no request',
      cases: [
        'An init that is frozen, with frozen headers',
        'An init that is sealed, and one that cannot be extended',
        'An init of a class with private fields',
      ],
    },
    {
      summary:
        '`headers` are written onto the app’s `init`: if it is used again, it sends the trace header of one request to another origin, where it should not go and causes a preflight',
      cases: [
        'One init for two origins, of which one allows no headers',
        'One init without headers for two origins',
        'A library beneath that spreads init, and adds to it',
        'A plain init, untouched afterwards',
        'An init for an origin that propagateTo names, untouched',
        'Getters that return another value each time',
        'An init with members from its prototype',
        'An init without a prototype',
        'A library beneath that writes onto init: the app’s object afterwards',
        'A wrapper beneath that spreads a record of headers',
        'A wrapper beneath that spreads an instance of a class',
      ],
    },
    {
      summary: '`traceparent` is set on the app’s `Request`, and is sent with all of its clones',
      cases: [
        'A Request’s headers after it was fetched twice by its clones',
        'A Request with headers and a body, which the call uses',
        'A Request of a subclass',
        'A Request made from another, and its clone',
        'A Request with a stream over HTTP/2',
        'The signal of a Request',
      ],
    },
    {
      summary: 'A trace header of the app is overwritten, and the trace that the app had started is lost',
      cases: [
        'A traceparent of the app in an object is sent as it is',
        'A traceparent of the app in pairs, oddly spelt, is sent as it is',
        'A traceparent of the app in Headers is sent as it is',
        'A traceparent of the app in a Request is sent as it is',
      ],
    },
    {
      summary:
        'A trace header that the app sets on an XHR gets a second value after a comma, which makes it invalid',
      cases: ['XHR: a traceparent of the app is sent as it is'],
    },
    {
      summary: 'A `Request` of a frame or a polyfill is sent to `/[object Request]`, and gets a 404',
      cases: ['A Request of a frame’s realm', 'A Request where the page has replaced the global Request'],
    },
    {
      summary: 'After `abort(null)` the app gets a `TypeError` of the patch instead of its reason',
      cases: ['The reason of an abort is the error, whatever it is'],
    },
    {
      summary:
        'A method that is an object with a `toString()` makes `fetch` and `open()` throw; the native functions accept it',
      cases: ['A method whose toString() is called once', 'XHR: arguments become strings once'],
    },
    {
      summary: 'A call that natively rejects throws instead, so a `.catch()` on the promise never runs',
      cases: [
        'Invalid URLs',
        'An object whose toString() throws, once',
        'A Proxy of a Request, which is no Request',
        'An init that is a revoked proxy',
        'A getter that throws is read once',
        'A getter of the method that throws is read once',
        'Headers whose iterator throws in the middle',
        'Frozen headers, null headers, empty headers',
        'Ticks until the app gets the error of an invalid call',
        'An input without a prototype',
        'An init of a primitive type',
        'A symbol as the method',
        'Invalid header names',
        'Invalid header values',
        'Headers of a wrong shape',
        'An invalid call whose rejection is unhandled is reported once, with the app’s own promise',
        'Shape: called on a wrong this',
      ],
    },
    {
      summary:
        'A call without a URL is sent as `GET /undefined`; a call whose `init` is a `Request`, which natively fails here, is sent',
      cases: [
        'No arguments reject, they do not throw',
        'A symbol as the input',
        'Shape: called without arguments',
        'An init that is a function, and one that is a Request',
      ],
    },
    {
      summary:
        'Results of a library below the patch are lost: a result that is no promise makes the patch throw, a thenable is resolved, a `cancel()` on the promise is removed',
      cases: [
        'A library beneath that returns no promise',
        'A library beneath that returns a thenable',
        'A library beneath that returns a promise with a cancel() of its own',
      ],
    },
    {
      summary: 'After shutdown the patches stay on the page, and only forward calls',
      cases: ['After shutdown the functions are the original ones'],
    },
    {
      summary: 'A redirect to an origin that does not allow the trace header makes the request fail',
      cases: [
        'A redirect to another origin that allows simple requests only',
        'A redirect to another origin that allows every header',
        'XHR: a redirect to another origin that allows simple requests only',
      ],
    },
  ],
  traits: [
    {
      summary:
        '`fetch`, `open` and `send` have another name and length, do not look native, and can be called with `new`',
      cases: [
        'Shape: looks native to a pattern match',
        'Shape: name and length',
        'Shape: the function’s own properties',
        'Shape: prototype, extensibility, keys',
        'Shape: toString()',
        'Shape: Function.prototype.toString.call()',
        'Shape: new throws the same',
        'Shape: no class can extend it',
        'Shape: structuredClone() refuses it the same',
        'Shape: bound, and with properties of the app, as Jest and Sinon do',
        'Called with new',
      ],
    },
    {
      summary: '`init` is read more than once, in another order',
      cases: [
        'A proxied init: each member is read as often as natively',
        'A proxied init: members are read in the native order',
        'No getter of an init runs more often than natively, whatever the origin',
      ],
    },
    {
      summary: 'A subclass of XMLHttpRequest sees calls of the patch beside those of the app',
      cases: [
        'XHR: a subclass that overrides methods of the platform',
        'XHR: a subclass with addEventListener() of its own, which only sees the app’s calls',
        'XHR: only the app reads its own getters over readyState and status',
      ],
    },
    {
      summary:
        'An aborted `fetch` rejects a few microtasks late, after others that the page has queued meanwhile',
      cases: [
        'An abort rejects before the microtasks of its listeners and of the code after it',
        'An abort of a Request’s signal, and one before the call, reject in the native order',
      ],
    },
    {
      summary: 'Errors of a wrong use of XHR have another message, for an invalid URL also another class',
      cases: [
        'XHR: invalid arguments throw the same',
        'XHR: calls in a wrong state throw the same',
        'XHR: called on an object that is no request',
        'XHR: open() again with an invalid URL changes nothing',
      ],
    },
    {
      summary: 'Header names of HTTP/1 are sent in lower case',
      cases: ['Header names are sent as the app spells them'],
    },
    {
      summary:
        'A library below the patch gets two arguments instead of one, an accessor at `fetch` becomes a value, and the page’s own `then()` is called',
      cases: [
        'A library beneath sees the app’s input and this',
        'A call without our headers passes on the app’s own arguments',
        'A wrapper beneath sees Headers as Headers, pairs as pairs, and a record as a record',
        'fetch behind an accessor of another library',
        'Promise.prototype.then replaced by another library',
      ],
    },
  ],
};
