import { describe, expect, it } from 'vitest';
import { isSecretSegment } from './secret-segments.js';

describe('a segment', () => {
  it.each([
    ['reset-password', '4f9d8c7b6a5e4f9d8c7b6a5e4f9d8c7b6a5e4f9d'],
    ['invite', 'sunshineandrainbows'],
    ['resetPassword', 'abc'],
    ['email_verification', 'blue-fox-42'],
    ['verify', '123456'],
    ['share', 'x'],
    ['magic-link', 'MTIz'],
    ['unsubscribe', 'ada%40example.com'],
  ])('after /%s/ is a secret: %s', (before, segment) => {
    expect(isSecretSegment(segment, before)).toBe(true);
  });

  it.each([
    ['movies', '42'],
    ['reset', 'done'],
    ['verify', 'email'],
    ['confirm', ''],
    ['shares', 'AAPL'],
    ['how-to-reset-your-phone', 'comments'],
    ['tokenizer', 'index.html'],
    [undefined, 'invite'],
  ])('after /%s/ may be a page: %s', (before, segment) => {
    expect(isSecretSegment(segment, before)).toBe(false);
  });
});
