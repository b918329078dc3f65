import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '../../harness/test.js';

const cwd = fileURLToPath(new URL('../../../', import.meta.url));
const DOORS = ['otel-rum', 'otel-rum/react', 'otel-rum/vue', 'otel-rum/extras'];
const GONE = [
  'TextEncoder',
  'performance',
  'crypto',
  'fetch',
  'Request',
  'Headers',
  'URLSearchParams',
  'AbortController',
];

/** Code that runs before the imports. */
const WORLDS: Record<string, string> = {
  'plain Node': '',
  'Node without what browsers share with it': `for (const name of ${JSON.stringify(GONE)}) delete globalThis[name];`,
  jsdom: `
    const { JSDOM } = await import('jsdom');
    const { window } = new JSDOM('<!doctype html><p>Shop', { url: 'https://shop.example/' });
    for (const name of ['window', 'document', 'location', 'history', 'navigator', 'Node', 'Element', 'Document', 'Event', 'EventTarget', 'MutationObserver', 'localStorage'])
      Object.defineProperty(globalThis, name, { value: name === 'window' ? window : window[name], configurable: true, writable: true });
    for (const name of ${JSON.stringify(GONE)}) delete globalThis[name];`,
};

for (const [world, prepare] of Object.entries(WORLDS)) {
  test(`each entry of the package can be imported in ${world}`, async () => {
    const code = `${prepare}
      const names = [];
      for (const door of ${JSON.stringify(DOORS)}) names.push(...Object.keys(await import(door)));
      const { getRum } = await import('otel-rum');
      getRum().addEvent('early', { a: [1] });
      getRum().captureError(new Error('early'));
      console.log(String(names.length));`;
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '-e', code],
      { cwd },
    );
    expect(Number(stdout)).toBeGreaterThan(20);
    expect(stderr).toBe('');
  });
}
