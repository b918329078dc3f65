import type { Case, Group, Kit } from '../case.js';
import { ended, logEvents, resultOf } from './xhr-log.js';

function sync(
  kit: Kit,
  route: string,
  origin: 'own' | 'other' = 'own',
  setUp?: (xhr: XMLHttpRequest) => void,
) {
  const xhr = new XMLHttpRequest();
  const log = logEvents(xhr);
  xhr.open('GET', kit.url(route, origin), false);
  return kit
    .outcome(() => {
      setUp?.(xhr);
      xhr.send();
      log.push('after send()');
    })
    .then((outcome) => [outcome, log, resultOf(xhr)]);
}

const cases: Case[] = [
  { name: 'XHR, synchronous: all events and their order', run: (kit) => sync(kit, 'text') },
  { name: 'XHR, synchronous: 503', run: (kit) => sync(kit, 'failing') },
  { name: 'XHR, synchronous: a connection that breaks throws', run: (kit) => sync(kit, 'broken') },
  {
    name: 'XHR, synchronous: another origin, allowed and not',
    run: async (kit) => [await sync(kit, 'text', 'other'), await sync(kit, 'denied', 'other')],
  },
  {
    name: 'XHR, synchronous: what a synchronous request must not have throws the same',
    run: async (kit) => [
      await sync(kit, 'text', 'own', (xhr) => {
        xhr.timeout = 10;
      }),
      await sync(kit, 'text', 'own', (xhr) => {
        xhr.responseType = 'json';
      }),
    ],
  },
  {
    name: 'XHR, synchronous: no microtask runs in between',
    async run(kit) {
      const order: string[] = [];
      queueMicrotask(() => order.push('microtask'));
      const xhr = new XMLHttpRequest();
      xhr.open('GET', kit.url('text'), false);
      xhr.send();
      order.push(xhr.responseText);
      await Promise.resolve();
      return order;
    },
  },
  {
    name: 'XHR: a subclass with methods over those of the platform',
    async run(kit) {
      const calls: string[] = [];
      class Own extends XMLHttpRequest {
        readonly tag = 'mine';
        override open(method: string, url: string | URL) {
          calls.push('open');
          super.open(method, url, true, null, null);
        }
        override setRequestHeader(name: string, value: string) {
          calls.push(`header ${name}`);
          super.setRequestHeader(name, value);
        }
        override send(body?: XMLHttpRequestBodyInit) {
          calls.push('send');
          super.send(body ?? null);
        }
      }
      const xhr = new Own();
      xhr.open('POST', kit.url('echo'));
      xhr.setRequestHeader('x-app', 'a');
      const end = ended(xhr);
      xhr.send('body');
      await end;
      return [calls, resultOf(xhr), xhr instanceof Own, xhr instanceof XMLHttpRequest, kit.describe(xhr)];
    },
  },
  {
    name: 'XHR: a subclass with addEventListener() of its own, which hears the app’s calls only',
    async run(kit) {
      const calls: string[] = [];
      class Own extends XMLHttpRequest {
        override addEventListener(type: string, ...rest: [never, never?]) {
          calls.push(`add ${type}`);
          super.addEventListener(type, ...rest);
        }
        override removeEventListener(type: string, ...rest: [never, never?]) {
          calls.push(`remove ${type}`);
          super.removeEventListener(type, ...rest);
        }
      }
      const xhr = new Own();
      xhr.open('GET', kit.url('text'));
      const end = ended(xhr);
      xhr.send();
      await end;
      return calls;
    },
  },
  {
    name: 'XHR: getters of the app over readyState and status are read by the app only',
    async run(kit) {
      const reads: string[] = [];
      class Own extends XMLHttpRequest {
        override get readyState() {
          reads.push('readyState');
          return super.readyState;
        }
        override get status() {
          reads.push('status');
          return super.status;
        }
      }
      const xhr = new Own();
      xhr.open('GET', kit.url('text'));
      const end = ended(xhr);
      xhr.send();
      await end;
      return reads;
    },
  },
  {
    name: 'XHR: an object frozen by the app',
    async run(kit) {
      const xhr = Object.freeze(new XMLHttpRequest());
      xhr.open('GET', kit.url('text'));
      const end = ended(xhr);
      xhr.send();
      await end;
      return [resultOf(xhr), kit.describe(xhr)];
    },
  },
  {
    name: 'XHR: an object of a frame’s realm, by the page’s methods',
    async run(kit) {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      const { XMLHttpRequest: Foreign } = frame.contentWindow as unknown as typeof globalThis;
      const xhr = new Foreign();
      Reflect.apply(XMLHttpRequest.prototype.open, xhr, ['GET', kit.url('text')]);
      const end = ended(xhr);
      Reflect.apply(XMLHttpRequest.prototype.send, xhr, []);
      await end;
      const result = resultOf(xhr);
      frame.remove();
      return result;
    },
  },
  {
    name: 'XHR: an untouched object has no property and no handler of another’s',
    run(kit) {
      const xhr = new XMLHttpRequest();
      xhr.open('GET', kit.url('text'));
      return [kit.describe(xhr), xhr.onreadystatechange, xhr.onload, xhr.onerror, xhr.upload.onprogress];
    },
  },
];

export const group: Group = { name: 'XHR: synchronous, subclassed', cases };
