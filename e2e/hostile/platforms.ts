import type { Hostility } from './page.js';

/** What becomes of telemetry there: all of it arrives; requests are not seen, or nothing is sent, told once or not. */
interface Platform extends Hostility {
  arrives?: 'without requests' | 'nothing, told once' | 'nothing';
}

/** What a page, a polyfill, an extension or another library has done to the platform, before otel-rum came or after. */
export const platforms: Record<string, Platform> = {
  'no hostility at all': {},
  'storage that throws': {
    before: () => {
      for (const name of ['localStorage', 'sessionStorage', 'indexedDB']) {
        Object.defineProperty(window, name, {
          get() {
            throw new DOMException('The operation is insecure.', 'SecurityError');
          },
        });
      }
    },
  },
  'storage that is full': {
    before: () => {
      Storage.prototype.setItem = () => {
        throw new DOMException('Full.', 'QuotaExceededError');
      };
      IDBFactory.prototype.open = () => {
        throw new DOMException('Full.', 'QuotaExceededError');
      };
    },
  },
  'an indexedDB that never answers, compression that throws, beacons that throw': {
    before: () => {
      IDBFactory.prototype.open = () => new EventTarget() as never;
      window.CompressionStream = class {
        constructor() {
          throw new Error('no streams');
        }
      } as never;
      navigator.sendBeacon = () => {
        throw new Error('no beacons');
      };
    },
  },
  'an old platform': {
    before: () => {
      const gone = [
        'indexedDB',
        'CompressionStream',
        'PerformanceObserver',
        'requestIdleCallback',
        'fetchLater',
      ];
      for (const name of gone) Object.defineProperty(window, name, { value: undefined });
      Object.defineProperty(Navigator.prototype, 'locks', { value: undefined });
      Object.defineProperty(AbortSignal, 'timeout', { value: undefined });
    },
  },
  'an engine without what came to the language since 2021': {
    before: () => {
      for (const name of ['at', 'findLast', 'findLastIndex', 'toSorted', 'toSpliced', 'toReversed', 'with'])
        Reflect.deleteProperty(Array.prototype, name);
      for (const name of ['at', 'replaceAll', 'isWellFormed', 'toWellFormed'])
        Reflect.deleteProperty(String.prototype, name);
      for (const [holder, name] of [
        [Object, 'hasOwn'],
        [Object, 'groupBy'],
        [Promise, 'any'],
        [Promise, 'withResolvers'],
        [window, 'structuredClone'],
      ] as const)
        Reflect.deleteProperty(holder, name);
    },
  },
  'an empty object for performance, and no observer any more': {
    after: `var performance = {}; PerformanceObserver = undefined; Array.prototype.at = undefined;`,
  },
  'toJSON() on the prototypes of arrays and objects': {
    before: () => {
      const toJSON = () => 'spoilt';
      Object.assign(Object.prototype, { toJSON });
      Object.assign(Array.prototype, { toJSON });
    },
  },
  'a Date without a time': {
    before: () => {
      Object.assign(Date, { now: () => undefined });
    },
  },
  'a Date of another library, over us': {
    after: () => {
      window.Date = class extends Date {
        static override now() {
          return 0;
        }
      } as DateConstructor;
    },
  },
  'performance that is now() alone': {
    before: () => {
      const { performance } = window;
      Object.defineProperty(window, 'performance', { value: { now: () => performance.now() } });
    },
  },
  'performance without a time': {
    before: () => {
      performance.now = () => undefined as never;
    },
  },
  'performance without a time, over us': {
    after: () => {
      performance.now = () => undefined as never;
    },
  },
  'a PerformanceObserver that throws': {
    before: () => {
      PerformanceObserver.prototype.observe = () => {
        throw new Error('no entries');
      };
    },
  },
  'a fetch that gives nothing': { before: 'fetch = () => {};', arrives: 'nothing' },
  'a fetch that gives a thenable': {
    before: 'fetch = () => ({ then: (resolve) => resolve("thenable") });',
    arrives: 'nothing',
  },
  'a fetch that throws': {
    before: 'fetch = () => { throw new Error("no fetch"); };',
    arrives: 'nothing',
  },
  'a fetch that gives nothing, over us': { after: 'fetch = () => {};', arrives: 'without requests' },
  'a fetch that throws, over us': {
    after: 'fetch = () => { throw new Error("no fetch"); };',
    arrives: 'without requests',
  },
  'no crypto': {
    before: () => {
      Object.defineProperty(window, 'crypto', { value: undefined });
    },
    arrives: 'nothing, told once',
  },
  'no crypto any more': {
    after: () => {
      Object.defineProperty(window, 'crypto', { value: undefined });
    },
  },
  'a Promise of a library': {
    before: () => {
      window.Promise = class Library extends Promise<unknown> {} as never;
    },
  },
  'a Promise of a library, over us': {
    after: () => {
      window.Promise = class Library extends Promise<unknown> {} as never;
    },
  },
  'a console that throws, and handlers that take every error': {
    before: () => {
      const fail = () => {
        throw new Error('no console');
      };
      Object.assign(console, { log: fail, warn: fail, debug: fail, error: fail });
      window.onerror = () => true;
      window.onunhandledrejection = (event) => event.preventDefault();
    },
  },
  'no console': {
    before: () => {
      Object.defineProperty(window, 'console', { value: undefined });
    },
  },
  'a watcher of all that changes in the document': {
    after: () => {
      const changes: string[] = [];
      new MutationObserver((records) => {
        for (const { type, target, addedNodes, removedNodes } of records) {
          // Texts come from the parser in as many pieces as it likes.
          const moved = [...addedNodes, ...removedNodes].filter((node) => node instanceof Element);
          if (type !== 'childList' || moved.length)
            changes.push(`${type} of ${target.nodeName} ${moved.map(({ nodeName }) => nodeName)}`);
        }
      }).observe(document, { attributes: true, characterData: true, childList: true, subtree: true });
      Object.assign(window, { counted: () => changes.sort().join() });
    },
  },
  'an extension that deletes our tag': {
    before: () => {
      new MutationObserver(() => document.querySelector('script[src]')?.remove()).observe(document, {
        childList: true,
        subtree: true,
      });
    },
    arrives: 'nothing',
  },
  'variables of the page with names of the platform': {
    before: `var navigation = document.querySelectorAll('nav'), performance = { mark() {} }, origin = 'BER', self = {};
      var screen = 'lobby', status = 'open', parent = 1, external = 2, scheduler = 3, crypto = 4, event = 5, name = 'x';
      var URL = '/api', History = {}, PerformanceObserver = {}, requestIdleCallback = 1, CompressionStream = true;`,
  },
  'functions of the page with names of the platform': {
    before: `function closed() {} function navigation() {} function getSelection() { return 'blue'; }
      function Request(options) { this.options = options; } function History() {} function fetchLater() { throw 1; }
      function localStorage() {} function requestIdleCallback() {} function TextEncoder() { throw 2; }`,
    // The app's storage is gone as well, and what is called an idle moment never comes.
    body: '<script>delete window.localStorage;</script>',
  },
  'classes and constants of the page with names of the platform': {
    before: `const Zone = 1, Map = {}, crypto = 2, PerformanceObserver = {}, MutationObserver = [], Blob = 'large';
      let navigation = 3, performance = {}, requestIdleCallback = 4, queueMicrotask = 5, origin = 'BER', Set;
      class URL {} class Request {} class Element {} class Headers {}`,
  },
  'variables of the page with names of the platform, over us': {
    after: () => {
      const names = [
        ...['Map', 'Set', 'WeakMap', 'URL', 'Headers', 'Request', 'Blob', 'Element', 'Node', 'EventTarget'],
        ...['performance', 'navigation', 'PerformanceObserver', 'MutationObserver', 'requestIdleCallback'],
        ...[
          'cancelIdleCallback',
          'queueMicrotask',
          'requestAnimationFrame',
          'getSelection',
          'origin',
          'self',
        ],
        ...[
          'TextEncoder',
          'AbortController',
          'CompressionStream',
          'fetchLater',
          'History',
          'crypto',
          'indexedDB',
        ],
      ];
      for (const name of names) Object.defineProperty(window, name, { value: [name], configurable: true });
    },
  },
  'a document whose members are hidden by forms and images': {
    head: [
      ...[
        'currentScript',
        'body',
        'activeElement',
        'readyState',
        'visibilityState',
        'baseURI',
        'prerendering',
      ],
      ...['getElementsByTagName', 'querySelectorAll', 'wasDiscarded'],
    ]
      .map((name, index) => (index % 2 ? `<form name="${name}"></form>` : `<img name="${name}" alt="">`))
      .concat('<div id="otelRum"></div><form id="Zone"></form><div id="fetchLater"></div>')
      .join(''),
  },
};
