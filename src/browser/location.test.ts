import { describe, expect, it } from 'vitest';
import { resolveUrl } from './location.js';

describe('resolveUrl', () => {
  it('resolves against the base that is given', () => {
    expect(resolveUrl('/otlp', 'https://shop.example')?.href).toBe('https://shop.example/otlp');
    expect(resolveUrl('https://collector.example', 'https://shop.example')?.origin).toBe(
      'https://collector.example',
    );
  });

  it('knows absolute URLs alone where the origin is opaque, as in a sandboxed frame', () => {
    expect(resolveUrl('https://collector.example', 'null')?.origin).toBe('https://collector.example');
    expect(resolveUrl('/otlp', 'null')).toBeUndefined();
  });

  it('gives nothing for what is no URL', () => {
    expect(resolveUrl('http://[::', 'https://shop.example')).toBeUndefined();
  });
});
