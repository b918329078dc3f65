import { describe, expect, it, vi } from 'vitest';
import type { BeforeSend, SentRecord } from '../record.js';
import { createBeforeSend } from './before-send.js';

function ask(answer: unknown) {
  const warn = vi.fn();
  const notes: string[] = [];
  const debug = (note: string | (() => { text: string })) =>
    void notes.push(typeof note === 'string' ? note : note().text);
  const record: SentRecord = { kind: 'log', name: 'cart', attributes: { a: 1 } };
  const callback = typeof answer === 'function' ? answer : () => answer;
  const beforeSend = createBeforeSend(callback as BeforeSend, { warn, debug });
  return { isSent: beforeSend(record), warn, notes, record, again: () => beforeSend({ ...record }) };
}

describe('beforeSend', () => {
  it.each<[what: string, answer: unknown]>([
    ['true', true],
    ['nothing', undefined],
    ['the record itself', (record: SentRecord) => record],
  ])('sends the record if it returns %s', (_, answer) => {
    const { isSent, warn } = ask(answer);
    expect(isSent).toBe(true);
    expect(warn).not.toHaveBeenCalled();
  });

  it('drops the record if it returns false, and reports that in debug mode only', () => {
    const { isSent, warn, notes } = ask(false);
    expect([isSent, warn.mock.calls, notes]).toEqual([false, [], ['beforeSend dropped cart']]);
  });

  it.each<[answer: unknown, named: string]>([
    [null, 'returned object'],
    [0, 'returned number'],
    ['', 'returned string'],
    ['yes', 'returned string'],
    [{}, 'returned object'],
    [{ kind: 'log', name: 'copy', attributes: {} }, 'returned object'],
    [Promise.resolve(true), 'a promise'],
    [async () => true, 'a promise'],
  ])('drops the record if it returns anything else, and warns: %o', (answer, named) => {
    const { isSent, warn } = ask(answer);
    expect(isSent).toBe(false);
    expect(warn).toHaveBeenCalledExactlyOnceWith(expect.stringContaining(named));
  });

  it('handles the rejection of an async one, which would be an error to report', async () => {
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    ask(() => Promise.reject(new Error('no')));
    await new Promise((resolve) => setTimeout(resolve, 5));
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });

  it.each<[what: string, thrown: unknown]>([
    ['an error', new Error('no')],
    [
      'what cannot be made a text',
      {
        toString() {
          throw new Error('not this');
        },
      },
    ],
  ])('drops the record if it throws %s', (_, thrown) => {
    const { isSent, warn } = ask(() => {
      throw thrown;
    });
    expect(isSent).toBe(false);
    expect(warn).toHaveBeenCalledOnce();
  });

  it('drops a record whose attributes it has taken away, and repairs a name that is no text', () => {
    const spoil = (change: object) => ask((record: SentRecord) => void Object.assign(record, change));
    for (const attributes of [null, undefined, 'x']) expect(spoil({ attributes }).isSent).toBe(false);
    const { isSent, record } = spoil({ name: 7 });
    expect([isSent, record.name]).toEqual([true, 'cart']);
  });
});
