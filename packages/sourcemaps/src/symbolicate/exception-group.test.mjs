// @ts-check
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { maskSecrets } from '../../../../src/context/mask-secrets.js';
import { groupOf as groupInPage } from '../../../../src/signals/exception-group.js';
import { groupOf } from './exception-group.mjs';

const words = fc.constantFrom(
  'checkout',
  'e.pay [as buy]',
  'new Cart',
  'f',
  'outer/<',
  "(reading 'id')",
  'status 404',
  '/a/b',
  'x1',
  'HTTP 500',
  '#185',
  ' ',
  '\n',
);
const text = fc.array(fc.oneof(words, fc.string()), { maxLength: 8 }).map((list) => list.join(' '));

it('is what otel-rum computes in the page', () => {
  fc.assert(
    fc.property(text, text, fc.array(text, { maxLength: 5 }), (type, message, functions) => {
      // Messages arrive with their secrets masked.
      const isPlain = maskSecrets(message) === message;
      fc.pre(isPlain);
      const frames = functions.map((name) => /** @type {const} */ ([name, 'https://a.example/a.js', ':1:2']));
      expect(groupOf(type, message, functions)).toBe(groupInPage(type, message, frames));
    }),
  );
});

it.each(['token=a1b2c3d4e5f6 was refused', 'mail to ada@example.com failed', 'plain words fail'])(
  'is the same of a message that was masked: %s',
  (message) => {
    expect(groupOf('Error', maskSecrets(message), ['checkout'])).toBe(
      groupInPage('Error', message, [['checkout', 'https://a.example/a.js', ':1:2']]),
    );
  },
);
