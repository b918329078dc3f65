import { describe, expect, it } from 'vitest';
import { createRefusedHeaders } from './refused-headers.js';

describe('refused headers', () => {
  it('are left out of later requests of the same key', () => {
    const refused = createRefusedHeaders();
    expect(refused.has('GET /download')).toBe(false);
    refused.onFailure('GET /download', true);
    expect(refused.has('GET /download')).toBe(true);
    expect(refused.has('GET /api')).toBe(false);
    refused.onResponse('GET /download', false);
    expect(refused.has('GET /download')).toBe(true);
  });

  it('come back after a response that headers would not have harmed: the network had failed', () => {
    const refused = createRefusedHeaders();
    refused.onFailure('/api', true);
    refused.onResponse('/api', true);
    expect(refused.has('/api')).toBe(false);
  });

  it('come back after a failure without them, which any number of outages does not change', () => {
    const refused = createRefusedHeaders();
    for (let outage = 0; outage < 5; outage++) {
      refused.onFailure('/api', true);
      expect(refused.has('/api')).toBe(true);
      refused.onFailure('/api', false);
      expect(refused.has('/api')).toBe(false);
    }
  });

  it('stay out after the third failure: some of these requests are redirected', () => {
    const refused = createRefusedHeaders();
    for (let failure = 0; failure < 3; failure++) {
      refused.onFailure('/avatar/{id}', true);
      expect(refused.has('/avatar/{id}')).toBe(true);
      refused.onResponse('/avatar/{id}', true);
    }
    expect(refused.has('/avatar/{id}')).toBe(true);
  });

  it('are remembered for a bounded number of keys, the newest', () => {
    const refused = createRefusedHeaders();
    for (let key = 0; key < 150; key++) refused.onFailure(`/${key}`, true);
    expect([refused.has('/0'), refused.has('/49'), refused.has('/50'), refused.has('/149')]).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });
});
