// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { isError, kindOf, messageOf, typeOf } from './thrown.js';

describe('a thrown value', () => {
  it('is an error when it is a DOMException', () => {
    const denied = new DOMException('Access is denied for this document.', 'SecurityError');
    expect([isError(denied), typeOf(denied), messageOf(denied)]).toEqual([
      true,
      'SecurityError',
      'Access is denied for this document.',
    ]);
  });

  it.each<[thrown: unknown, kind: string]>([
    [new Event('error'), 'Event'],
    [new ProgressEvent('error', { loaded: 3 }), 'ProgressEvent'],
    [new ErrorEvent('error', { message: 'Ada' }), 'ErrorEvent'],
    [new Uint8Array(5e6), 'Uint8Array'],
  ])('is otherwise named by its kind alone', (thrown, kind) => {
    expect([kindOf(thrown), messageOf(thrown)]).toEqual([kind, kind]);
    expect(isError(thrown)).toBe(false);
  });

  it('does not list keys of storage and forms, which are data', () => {
    localStorage.setItem('ada', 'lovelace');
    document.body.innerHTML = '<form><input name="ada"></form>';
    for (const thrown of [localStorage, document.forms[0], document.querySelectorAll('input')]) {
      expect(messageOf(thrown)).toMatch(/^\w+$/);
    }
  });

  it('is read of another frame too', () => {
    const frame = document.body.appendChild(document.createElement('iframe'));
    const { RangeError: Foreign } = frame.contentWindow as unknown as typeof globalThis;
    const error = new Foreign('elsewhere');
    expect([error instanceof Error, isError(error), typeOf(error), messageOf(error)]).toEqual([
      false,
      true,
      'RangeError',
      'elsewhere',
    ]);
  });
});
