import { describe, expect, it } from 'vitest';
import { asRequest, copyHeaders, copyInit, isEmptyInit, peekMember, withHeaders } from './fetch-arguments.js';

type Members = Record<PropertyKey, unknown>;

class Options {
  #method = 'PUT';
  get method() {
    return this.#method;
  }
}

describe('a copy of init', () => {
  it('is a plain object with the same own members, to spread and to write to', () => {
    const mark = Symbol('mark');
    const init = Object.freeze({
      retry: 3,
      method: 'POST',
      headers: { a: '1' },
      [mark]: true,
      body: undefined,
    });
    const copy = copyInit(init as Members);
    expect(Reflect.ownKeys(copy)).toEqual(Reflect.ownKeys(init));
    expect({ ...copy }).toEqual(init);
    expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
    expect(copy.headers).toBe(init.headers);
    copy.method = 'GET';
    expect(init.method).toBe('POST');
  });

  it('reads each getter once, and none that the browser does not read', () => {
    const reads: string[] = [];
    const getter = (name: string) => ({
      enumerable: true,
      get: () => {
        reads.push(name);
        return name;
      },
    });
    const init = Object.defineProperties({} as Members, {
      method: getter('method'),
      body: getter('body'),
      other: getter('other'),
    });
    const copy = copyInit(init);
    expect([copy.method, copy.method, copy.body]).toEqual(['method', 'method', 'body']);
    expect(reads.sort()).toEqual(['body', 'method']);
    expect(copy.other).toBe('other');
  });

  it('has the values of a prototype’s getters, not enumerable', () => {
    const copy = copyInit(new Options() as unknown as Members);
    expect(copy.method).toBe('PUT');
    expect({ ...copy }).toEqual({});
  });

  it('has the members of a Request in the place of init', () => {
    const request = new Request('https://shop.example/', { method: 'PUT', headers: { 'x-app': '1' } });
    const copy = copyInit(request as unknown as Members);
    expect([copy.method, (copy.headers as Headers).get('x-app')]).toEqual(['PUT', '1']);
  });

  it('is empty without a member of the browser', () => {
    expect([{}, { retry: 3 }, { method: undefined }, { cache: 'no-store' }].map(isEmptyInit)).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });
});

describe('a member of an init that is handed on', () => {
  it('is read where that runs nothing of the app, and the method always', () => {
    const init = {
      get headers(): never {
        throw new Error('not to be read');
      },
      body: 'text',
    };
    expect([peekMember(init, 'headers'), peekMember(init, 'body'), peekMember(init, 'signal')]).toEqual([
      undefined,
      'text',
      undefined,
    ]);
    expect(peekMember(new Options() as unknown as Members, 'method')).toBe('PUT');
    expect(peekMember(Object.create(null), 'method')).toBeUndefined();
  });
});

describe('a copy of headers', () => {
  const added = (given: unknown) => {
    const copy = copyHeaders(given);
    copy?.add('traceparent', 't');
    return copy?.value;
  };

  it('is of the same kind', () => {
    expect(added(undefined)).toEqual({ traceparent: 't' });
    expect(added({ 'X-App': '1' })).toEqual({ 'X-App': '1', traceparent: 't' });
    expect(added(Object.freeze({ 'X-App': 1 }))).toEqual({ 'X-App': 1, traceparent: 't' });
    expect(added([['X-App', '1']])).toEqual([
      ['X-App', '1'],
      ['traceparent', 't'],
    ]);
    const headers = new Headers({ 'X-App': '1' });
    const copy = added(headers) as Headers;
    expect(copy).toBeInstanceOf(Headers);
    expect([copy.get('x-app'), copy.get('traceparent'), headers.get('traceparent')]).toEqual([
      '1',
      't',
      null,
    ]);
  });

  it('leaves the objects of the app as they are', () => {
    const [record, pairs] = [{ a: '1' }, [['a', '1']]];
    added(record);
    added(pairs);
    expect([record, pairs]).toEqual([{ a: '1' }, [['a', '1']]]);
  });

  it('consists of pairs for a Map, and for what can be read once only, which is left alone on request', () => {
    expect(added(new Map([['a', '1']]))).toEqual([
      ['a', '1'],
      ['traceparent', 't'],
    ]);
    let reads = 0;
    function* once() {
      reads++;
      yield new Set(['a', '1']);
    }
    expect(copyHeaders(once(), true)).toBeUndefined();
    expect(reads).toBe(0);
    const copy = copyHeaders(once());
    expect(copy?.value).toEqual([['a', '1']]);
    expect(copyHeaders([['a', '1']], true)?.value).toEqual([['a', '1']]);
  });

  it.each([
    [{ TraceParent: 'own' }],
    [[['TraceParent', 'own']]],
    [new Headers({ TraceParent: 'own' })],
    [new Map([['TraceParent', 'own']])],
  ])('finds a header in any case: %s', (given) => {
    expect(copyHeaders(given)?.get('traceparent')).toBe('own');
    expect(copyHeaders(given)?.get('tracestate')).toBeUndefined();
  });

  it.each([null, 'a: 1', 7, true])('does not exist for %s, which the platform refuses', (given) => {
    expect(copyHeaders(given)).toBeUndefined();
  });
});

describe('a Request', () => {
  it('is known by the platform, not by its class', () => {
    const request = new Request('https://shop.example/');
    expect(asRequest(request)).toBe(request);
    expect([{ url: 'x' }, 'x', undefined, Object.create(Request.prototype)].map(asRequest)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('is passed on as a copy with the headers, and otherwise unchanged', () => {
    const given = new Request('https://shop.example/', {
      method: 'DELETE',
      referrerPolicy: 'origin',
      headers: { a: '1' },
    });
    const copy = withHeaders(given, new Headers({ a: '1', traceparent: 't' }));
    expect([copy.method, copy.referrerPolicy, copy.headers.get('traceparent')]).toEqual([
      'DELETE',
      'origin',
      't',
    ]);
    expect(given.headers.has('traceparent')).toBe(false);
  });
});
