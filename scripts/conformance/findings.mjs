// @ts-check

/**
 * What the cases that differ with OpenTelemetry's patches come to, for whom uses them: a sentence for those with one
 * cause, the plainest case first. table.mjs sees to it that each case that differs is here, and no other.
 *
 * @typedef {{ says: string, cases: string[] }} Finding
 * @type {{ harms: Finding[], traits: Finding[] }}
 */
export const findings = {
  harms: [
    {
      says: 'A clone of each response is read to its end: an endless stream that the app cancels, or does not read, is received on and on, and its server hears of no end within the 5 s that a case has',
      cases: [
        'An endless stream, read for a while and cancelled: the server sees the client go',
        'An endless stream that is cancelled unread',
        'An endless stream that is never read, until it is aborted: the server is held back',
        'Server-sent events by fetch that stay open, until the app goes',
      ],
    },
    {
      says: 'An `init` that cannot be written to makes `fetch` throw, and no request is made',
      cases: [
        'An init that is frozen, with frozen headers',
        'An init that is sealed, and one that cannot be extended',
        'An init of a class with private fields',
      ],
    },
    {
      says: '`headers` are written onto the app’s `init`: used again, it takes the trace of one request to another origin, which was not to have it, and is now asked by a preflight',
      cases: [
        'One init for two origins, of which one allows no headers',
        'One init without headers for two origins',
        'A library beneath that spreads init, and adds to it',
        'A plain init, untouched afterwards',
        'An init for an origin that propagateTo names, untouched',
        'Getters that give something else each time',
        'An init with members from its prototype',
        'An init without a prototype',
        'A library beneath that writes onto init: the app’s object afterwards',
        'A wrapper beneath that spreads a record of headers',
        'A wrapper beneath that spreads an instance of a class',
      ],
    },
    {
      says: '`traceparent` is set on the app’s `Request`, and goes along wherever its clones go',
      cases: [
        'A Request’s headers after it was fetched twice by its clones',
        'A Request with headers and a body, used up by it',
        'A Request of a subclass',
        'A Request made from another, and its clone',
        'A Request with a stream over HTTP/2',
        'The signal of a Request',
      ],
    },
    {
      says: 'A trace header of the app’s own is written over, and the trace that the app had begun is lost',
      cases: [
        'A traceparent of the app in an object is sent as it is',
        'A traceparent of the app in pairs, oddly spelt, is sent as it is',
        'A traceparent of the app in Headers is sent as it is',
        'A traceparent of the app in a Request is sent as it is',
      ],
    },
    {
      says: 'A trace header that the app sets on an XHR gets a second one behind a comma, and is no valid header any more',
      cases: ['XHR: a traceparent of the app is sent as it is'],
    },
    {
      says: 'A `Request` of a frame, or of a polyfill, is sent to `/[object Request]`, and gets a 404',
      cases: ['A Request of a frame’s realm', 'A Request where the page has replaced the global Request'],
    },
    {
      says: 'After `abort(null)` the app gets a `TypeError` of the patch in the place of its reason',
      cases: ['The reason of an abort is the error, whatever it is'],
    },
    {
      says: 'A method that is an object with a `toString()` makes `fetch` and `open()` throw; natively it is a method',
      cases: ['A method whose toString() is called once', 'XHR: arguments become strings once'],
    },
    {
      says: 'What natively rejects throws at once, so a `.catch()` on the promise never runs',
      cases: [
        'Addresses that are none',
        'An object whose toString() throws, once',
        'A Request behind a Proxy, which is none',
        'An init that is a revoked proxy',
        'A getter that throws is read once',
        'A getter of the method that throws is read once',
        'Headers whose iterator throws in the middle',
        'Frozen headers, null headers, empty headers',
        'Ticks until an invalid call is with the app',
        'An input without a prototype',
        'An init of a primitive type',
        'A symbol as the method',
        'Header names that are none',
        'Header values that are none',
        'Headers of a wrong shape',
        'An invalid call whose rejection is unhandled is reported once, with the app’s own promise',
        'Shape: called on a wrong this',
      ],
    },
    {
      says: 'A call without an address is made all the same, as `GET /undefined`; and one whose `init` is a `Request`, which natively fails here, is sent',
      cases: [
        'No arguments reject, they do not throw',
        'A symbol as the input',
        'Shape: called without arguments',
        'An init that is a function, and one that is a Request',
      ],
    },
    {
      says: 'A library beneath loses what it gives back: no promise makes the patch throw, a thenable is resolved, a `cancel()` on the promise is gone',
      cases: [
        'A library beneath that gives no promise',
        'A library beneath that gives a thenable',
        'A library beneath that gives a promise with a cancel() of its own',
      ],
    },
    {
      says: 'After shutdown the patches stay on the page, and only pass on',
      cases: ['After shutdown the functions are those from before'],
    },
    {
      says: 'A redirect to an origin that allows no trace header makes the request fail',
      cases: [
        'A redirect that leaves for another origin with simple CORS only',
        'A redirect that leaves for another origin that allows every header',
        'XHR: a redirect that leaves for another origin with simple CORS only',
      ],
    },
  ],
  traits: [
    {
      says: '`fetch`, `open` and `send` are functions of another name and length, that look like no native ones and can be called with `new`',
      cases: [
        'Shape: looks native to those who ask by a pattern',
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
      says: '`init` is read more than once, and in another order',
      cases: [
        'A proxied init is asked for each member as often as natively',
        'A proxied init is asked for its members in the native order',
        'No getter of an init runs more than natively, whatever the origin',
      ],
    },
    {
      says: 'A subclass of XMLHttpRequest sees the patch’s calls among the app’s',
      cases: [
        'XHR: a subclass with methods over those of the platform',
        'XHR: a subclass with addEventListener() of its own, which hears the app’s calls only',
        'XHR: getters of the app over readyState and status are read by the app only',
      ],
    },
    {
      says: 'An aborted `fetch` rejects a few microtasks late, after what the page has queued meanwhile',
      cases: [
        'An abort rejects before the microtasks of its listeners and of what follows it',
        'An abort of a Request’s signal, and one before the call, reject in the native order',
      ],
    },
    {
      says: 'Errors of a wrong use of XHR have another text, an invalid URL also another class',
      cases: [
        'XHR: invalid arguments throw the same',
        'XHR: calls in a wrong state throw the same',
        'XHR: called on something else than a request',
        'XHR: open() again with an address that is none changes nothing',
      ],
    },
    {
      says: 'Header names of HTTP/1 go in lower case',
      cases: ['Header names go over the wire as the app spells them'],
    },
    {
      says: 'A library beneath sees two arguments for one, an accessor in the place of `fetch` becomes a value, and the page’s own `then()` is called',
      cases: [
        'A library beneath sees the app’s input and this',
        'A call that gets no header goes on with the app’s own arguments',
        'A wrapper beneath sees Headers as Headers, pairs as pairs, and a record as a record',
        'fetch behind an accessor of another library',
        'Promise.prototype.then replaced by another library',
      ],
    },
  ],
};
