import { libraries } from '../../fixtures/hostile/libraries.js';
import { addedKeys, visitBoth } from '../../fixtures/hostile/page.js';
import { expect, test } from '../../harness/test.js';

/** Calls with which such libraries lost headers, and telemetry became invalid. Without otel-rum there is no event. */
const calls = () => {
  void fetch('/api/pairs', { headers: [['x-a', '1']] });
  void fetch('/api/record', { headers: { 'x-a': '2' } });
  // MooTools replaces the global Request.
  const isNative = 'cache' in Request.prototype;
  const headers = new Headers({ 'x-a': '3' });
  void (isNative ? fetch(new Request('/api/request', { headers })) : fetch('/api/request', { headers }));
  const { otelRum } = window as { otelRum?: { addEvent(name: string, attributes: object): void } };
  otelRum?.addEvent('cart.opened', {
    items: ['a', 'b'],
    amounts: [1, 2.5],
    flags: [true, false],
    none: [],
    address: { city: 'Bern', lines: ['x', { y: 1 }] },
  });
};

for (const [what, library] of Object.entries(libraries)) {
  for (const place of ['before', 'after'] as const) {
    test(`with ${what} ${place} us an app is unaffected, and everything arrives`, async ({
      page,
      site,
      collector,
    }) => {
      for (const path of ['/api/pairs', '/api/record', '/api/request']) site.serve(path, { body: '{}' });
      const body = `<script>(${calls})();</script>`;
      const { native, ours } = await visitBoth({ page, site, collector }, { [place]: library, body });
      expect({ ...ours, keys: [] }).toEqual({ ...native, keys: [] });
      expect(ours.keys.filter((key) => !native.keys.includes(key)).sort()).toEqual(addedKeys());
      const sent = (path: string) =>
        site.requests.filter((request) => request.path === path).map(({ headers }) => headers['x-a']);
      expect([sent('/api/pairs'), sent('/api/record'), sent('/api/request')]).toEqual([
        ['1', '1'],
        ['2', '2'],
        ['3', '3'],
      ]);

      const event = await collector.waitForEvent('cart.opened');
      expect(event.attributes).toMatchObject({
        items: ['a', 'b'],
        amounts: [1, 2.5],
        flags: [true, false],
        address: { city: 'Bern', lines: ['x', { y: 1 }] },
      });
      for (const path of ['/api/pairs', '/api/record', '/api/request']) {
        const { attributes } = await collector.waitForSpan(`GET ${path}`);
        expect(attributes['http.response.status_code']).toBe(200);
      }
      await collector.waitForSpan('documentLoad');
      await collector.waitForSpan('navigation');
      await collector.waitForEvent('browser.user_action.click');
      for (const type of ['TypeError', 'RangeError'])
        await collector.waitForEvent('exception', ({ attributes }) => attributes['exception.type'] === type);
      // No name of a prototype is sent.
      for (const { attributes } of [...collector.spans, ...collector.logs])
        expect(
          Object.keys(attributes).filter((key) => !/[._]|^(items|amounts|flags|none|address)$/.test(key)),
        ).toEqual([]);
    });
  }
}
