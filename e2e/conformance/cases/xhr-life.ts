import type { Case, Group, Kit } from '../case.js';
import { ended, logEvents, resultOf, stateOf } from './xhr-log.js';

/** Until the server holds the request of this case. */
const isHeld = (kit: Kit) => kit.ask('when?it=held');

/** What a call throws, or that it does not. */
const attempt = (kit: Kit, call: () => unknown) => kit.outcome(call);

const cases: Case[] = [
  {
    name: 'XHR: abort() while the server thinks',
    async run(kit) {
      const xhr = new XMLHttpRequest();
      const log = logEvents(xhr);
      xhr.open('GET', kit.url('hold'));
      xhr.send();
      await isHeld(kit);
      xhr.abort();
      log.push('after abort()', stateOf(xhr));
      await kit.ask('when?it=closed');
      return [log, resultOf(xhr)];
    },
  },
  {
    name: 'XHR: abort() in each other state',
    isRace: true,
    async run(kit) {
      const xhr = new XMLHttpRequest();
      const log = logEvents(xhr);
      const abort = (when: string) => {
        log.push(when);
        xhr.abort();
        log.push(stateOf(xhr));
      };
      abort('unsent');
      xhr.open('GET', kit.url('text'));
      abort('opened');
      xhr.open('GET', kit.url('text'));
      xhr.send();
      abort('sent');
      xhr.open('GET', kit.url('text'));
      const end = ended(xhr);
      xhr.send();
      await end;
      abort('done');
      return log;
    },
  },
  {
    name: 'XHR: abort() in a listener, at the headers and while loading',
    async run(kit) {
      const results = [];
      for (const state of [XMLHttpRequest.HEADERS_RECEIVED, XMLHttpRequest.LOADING]) {
        const xhr = new XMLHttpRequest();
        const log = logEvents(xhr);
        xhr.addEventListener('readystatechange', () => {
          if (xhr.readyState === state) xhr.abort();
        });
        xhr.open('GET', kit.url('halves'));
        const end = ended(xhr);
        xhr.send();
        await end;
        results.push([log, resultOf(xhr)]);
      }
      return results;
    },
  },
  {
    name: 'XHR: timeout while the server thinks, with its events',
    async run(kit) {
      const xhr = new XMLHttpRequest();
      const log = logEvents(xhr);
      xhr.open('GET', kit.url('hold'));
      xhr.timeout = 250;
      const end = ended(xhr);
      xhr.send();
      await end;
      return [log, resultOf(xhr)];
    },
  },
  {
    name: 'XHR: a timeout that is set when the request is on its way',
    async run(kit) {
      const xhr = new XMLHttpRequest();
      xhr.open('GET', kit.url('hold'));
      const end = ended(xhr);
      xhr.send();
      await isHeld(kit);
      xhr.timeout = 1;
      await end;
      return resultOf(xhr);
    },
  },
  {
    name: 'XHR: one object for three requests',
    async run(kit) {
      const xhr = new XMLHttpRequest();
      const log = logEvents(xhr);
      for (const route of ['text', 'broken', 'echo']) {
        xhr.open('GET', kit.url(route));
        xhr.setRequestHeader('x-route', route);
        const end = ended(xhr);
        xhr.send();
        await end;
        log.push(resultOf(xhr));
      }
      return log;
    },
  },
  {
    name: 'XHR: open() again while the server thinks, with another address',
    async run(kit) {
      const xhr = new XMLHttpRequest();
      const log = logEvents(xhr);
      xhr.open('GET', kit.url('hold'));
      xhr.send();
      await isHeld(kit);
      xhr.open('GET', kit.url('text'));
      log.push('opened again', stateOf(xhr));
      const end = ended(xhr);
      xhr.send();
      await end;
      return [log, resultOf(xhr)];
    },
  },
  {
    name: 'XHR: open() again with an address that is none changes nothing',
    async run(kit) {
      const xhr = new XMLHttpRequest();
      const log = logEvents(xhr);
      xhr.open('POST', kit.url('echo'));
      xhr.setRequestHeader('x-app', 'first');
      log.push(await attempt(kit, () => xhr.open('GET', 'http://')));
      log.push(await attempt(kit, () => xhr.open('TRACE', kit.url('text'))));
      const end = ended(xhr);
      xhr.send('body');
      log.push(await attempt(kit, () => xhr.open('GET', 'http://')), stateOf(xhr));
      await end;
      return [log, resultOf(xhr)];
    },
  },
  {
    name: 'XHR: a relative address is that of its open(), whatever the page’s is at send()',
    async run(kit) {
      const url = location.href;
      const xhr = new XMLHttpRequest();
      history.replaceState(null, '', new URL('first/page', kit.url('')));
      xhr.open('GET', '../echo?relative');
      history.replaceState(null, '', new URL('second/deeper/page', kit.url('')));
      const end = ended(xhr);
      xhr.send();
      await end;
      history.replaceState(null, '', url);
      return resultOf(xhr);
    },
  },
  {
    name: 'XHR: a send() from the event of open()',
    async run(kit) {
      const xhr = new XMLHttpRequest();
      const end = ended(xhr);
      xhr.onreadystatechange = () => {
        if (xhr.readyState === XMLHttpRequest.OPENED) xhr.send();
      };
      xhr.open('GET', kit.url('text'));
      await end;
      return resultOf(xhr);
    },
  },
  {
    name: 'XHR: a listener that sends the same object again at load',
    async run(kit) {
      const xhr = new XMLHttpRequest();
      const log: unknown[] = [];
      await new Promise((resolve) => {
        xhr.onreadystatechange = () => log.push(stateOf(xhr));
        xhr.onload = () => {
          log.push(`load ${xhr.responseText}`);
          if (xhr.responseURL.endsWith('text')) {
            xhr.open('GET', kit.url('created'));
            xhr.send();
          } else resolve(undefined);
        };
        xhr.open('GET', kit.url('text'));
        xhr.send();
      });
      return log;
    },
  },
  {
    name: 'XHR: listeners from before open(), between, and after send() run in that order',
    async run(kit) {
      const xhr = new XMLHttpRequest();
      const order: string[] = [];
      const listen = (when: string) => {
        for (const type of ['readystatechange', 'load', 'loadend']) {
          xhr.addEventListener(type, () => order.push(`${when} ${type} ${xhr.readyState}`));
        }
      };
      listen('before open');
      xhr.open('GET', kit.url('text'));
      xhr.onreadystatechange = () => order.push(`handler ${xhr.readyState}`);
      listen('before send');
      const end = ended(xhr);
      xhr.send();
      listen('after send');
      await end;
      return order;
    },
  },
  {
    name: 'XHR: stopImmediatePropagation() in the app’s first listener',
    async run(kit) {
      const xhr = new XMLHttpRequest();
      const order: string[] = [];
      xhr.addEventListener('readystatechange', (event) => {
        event.stopImmediatePropagation();
        order.push(`first ${xhr.readyState}`);
      });
      xhr.addEventListener('readystatechange', () => order.push('second'));
      xhr.open('GET', kit.url('text'));
      const end = ended(xhr);
      xhr.send();
      await end;
      return order;
    },
  },
  {
    name: 'XHR: listeners that throw, and one that is removed',
    async run(kit) {
      const errors: string[] = [];
      const onError = (event: ErrorEvent) => {
        errors.push(event.message);
        event.preventDefault();
      };
      addEventListener('error', onError);
      const xhr = new XMLHttpRequest();
      const removed = () => errors.push('removed');
      xhr.addEventListener('load', removed);
      xhr.onload = () => {
        throw new RangeError('of the app');
      };
      xhr.removeEventListener('load', removed);
      xhr.open('GET', kit.url('text'));
      const end = ended(xhr);
      xhr.send();
      await end;
      removeEventListener('error', onError);
      return errors;
    },
  },
  {
    name: 'XHR: microtasks between the events',
    async run(kit) {
      const xhr = new XMLHttpRequest();
      const order: string[] = [];
      for (const type of ['readystatechange', 'load', 'loadend']) {
        xhr.addEventListener(type, () => {
          order.push(`${type} ${xhr.readyState}`);
          queueMicrotask(() => order.push(`microtask of ${type}`));
        });
      }
      xhr.open('GET', kit.url('text'));
      const end = ended(xhr);
      xhr.send();
      await end;
      return order;
    },
  },
  {
    name: 'XHR: calls in a wrong state throw the same',
    async run(kit) {
      const xhr = new XMLHttpRequest();
      const results = [
        await attempt(kit, () => xhr.send()),
        await attempt(kit, () => xhr.setRequestHeader('a', 'b')),
      ];
      xhr.open('POST', kit.url('hold'));
      xhr.send('x');
      results.push(
        await attempt(kit, () => xhr.send()),
        await attempt(kit, () => xhr.setRequestHeader('a', 'b')),
        await attempt(kit, () => {
          xhr.withCredentials = true;
        }),
      );
      await isHeld(kit);
      xhr.abort();
      results.push(
        await attempt(kit, () => xhr.send()),
        await attempt(kit, () => xhr.getResponseHeader('x')),
      );
      return results;
    },
  },
  {
    name: 'XHR: invalid arguments throw the same',
    async run(kit) {
      const xhr = new XMLHttpRequest();
      const open = (...args: unknown[]) => attempt(kit, () => Reflect.apply(xhr.open, xhr, args));
      const set = (...args: unknown[]) => attempt(kit, () => Reflect.apply(xhr.setRequestHeader, xhr, args));
      const results = [
        await open(),
        await open('GET'),
        await open('G ET', '/'),
        await open('TRACE', '/'),
        await open('GET', 'http://'),
        await open(Symbol('GET'), '/'),
        await open('GET', Symbol('/')),
      ];
      xhr.open('GET', kit.url('text'));
      results.push(
        await set(),
        await set('a'),
        await set('a b', '1'),
        await set('', '1'),
        await set('a', '\n1\u0000'),
        await set(Symbol('a'), '1'),
        await set('a', Symbol('1')),
      );
      return results;
    },
  },
  {
    name: 'XHR: arguments become strings once',
    async run(kit) {
      const log: string[] = [];
      const once = (what: string, value: string) => ({
        toString() {
          log.push(what);
          return value;
        },
      });
      const xhr = new XMLHttpRequest();
      Reflect.apply(xhr.open, xhr, [once('method', 'PUT'), once('url', kit.url('echo'))]);
      Reflect.apply(xhr.setRequestHeader, xhr, [once('name', 'x-a'), once('value', 'b')]);
      const end = ended(xhr);
      Reflect.apply(xhr.send, xhr, [once('body', 'text')]);
      await end;
      return [log, resultOf(xhr)];
    },
  },
  {
    name: 'XHR: open() with user and password, in the address and as arguments',
    async run(kit) {
      const results = [];
      for (const args of [
        ['GET', kit.url('echo'), true, 'user', 'secret'],
        ['GET', kit.url('echo').replace('//', '//user:secret@')],
        ['GET', kit.url('echo'), undefined],
        ['GET', kit.url('echo'), true, null, null],
        ['get', new URL(kit.url('echo'))],
      ]) {
        const xhr = new XMLHttpRequest();
        results.push(await attempt(kit, () => Reflect.apply(xhr.open, xhr, args)));
        // Without `true` it is synchronous.
        const end = ended(xhr);
        results.push(await attempt(kit, () => xhr.send()));
        await end;
        results.push(resultOf(xhr));
      }
      return results;
    },
  },
  {
    name: 'XHR: called on something else than a request',
    async run(kit) {
      const { open, send, setRequestHeader } = XMLHttpRequest.prototype;
      const results = [];
      for (const self of [{}, null, 7, XMLHttpRequest.prototype, new EventTarget()]) {
        results.push(
          await attempt(kit, () => Reflect.apply(open, self, ['GET', '/'])),
          await attempt(kit, () => Reflect.apply(setRequestHeader, self, ['a', 'b'])),
          await attempt(kit, () => Reflect.apply(send, self, [])),
        );
      }
      return results;
    },
  },
];

export const group: Group = { name: 'XHR: life of a request', cases };
