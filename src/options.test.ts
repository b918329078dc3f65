import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type RumOptions, resolveOptions } from './options.js';

const required: RumOptions = { serviceName: 'shop', endpoint: 'https://collector.example' };
const resolve = (more: Record<string, unknown> = {}) =>
  resolveOptions({ ...required, ...more } as RumOptions);

describe('options', () => {
  it('need no more than a service name and an endpoint', () => {
    expect(resolve()).toEqual({
      problems: [],
      options: {
        serviceName: 'shop',
        endpoint: 'https://collector.example',
        resourceAttributes: {},
        attributes: {},
        headers: {},
        credentials: 'omit',
        propagateTo: [],
        ignoreUrls: [],
        urlTemplates: [],
        pageViewsBy: [],
        allowedQueryKeys: [],
        maskUrlIds: false,
        sampleRate: 1,
        keepOnError: false,
        flushIntervalMillis: 5_000,
        metricsIntervalMillis: 30_000,
        maxBatchRecords: 50,
        maxBatchBytes: 65_536,
        maxQueuedRecords: 2_048,
        maxQueuedBytes: 2_097_152,
        enabled: true,
        persist: true,
        debug: false,
      },
    });
  });

  it.each([
    ['serviceVersion', '1.4.2'],
    ['environment', 'production'],
    ['resourceAttributes', { team: 'web' }],
    ['attributes', { tenant: 't1' }],
    ['headers', { 'X-Api-Key': 'k' }],
    ['credentials', 'include'],
    ['propagateTo', ['https://api.example', '!/download', /api/, () => true]],
    ['propagateTo', () => false],
    ['ignoreUrls', [/health/]],
    ['urlTemplates', ['/movies/:id']],
    ['pageViewsBy', ['query', 'hash']],
    ['allowedQueryKeys', ['page']],
    ['maskUrlIds', true],
    ['baggage', () => ({})],
    ['sampleRate', 0],
    ['sampleRate', 0.25],
    ['sampleRate', () => 0.5],
    ['keepOnError', true],
    ['consent', 'pending'],
    ['beforeSend', () => true],
    ['gzip', false],
    ['persist', false],
    ['instrumentations', (defaults: unknown) => defaults],
    ['contextManager', { active() {} }],
    ['flushIntervalMillis', 1],
    ['maxBatchRecords', 10],
    ['maxBatchBytes', 1_000],
    ['maxQueuedRecords', 100],
    ['maxQueuedBytes', 100_000],
    ['enabled', false],
    ['debug', true],
  ])('%s is taken as given', (name, value) => {
    const { options, problems } = resolve({ [name]: value });
    expect(problems).toEqual([]);
    expect(options?.[name as keyof typeof options]).toBe(value);
  });

  it('that are undefined are as if they were not there', () => {
    expect(resolve({ sampleRate: undefined, serviceVersion: undefined })).toEqual(resolve());
  });

  it('are not changed, nor shared between two calls', () => {
    const input = Object.freeze({ ...required });
    const one = resolveOptions(input).options;
    expect(one).not.toBe(input);
    expect(one?.attributes).not.toBe(resolveOptions(input).options?.attributes);
  });
});

describe('each option', () => {
  const folder = new URL('./', import.meta.url);
  const code = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /(?<!\.test)\.ts$/.test(file) && file !== 'options.ts')
    .map((file) => readFileSync(new URL(file, folder), 'utf8'))
    .join('\n');

  it.each(Object.keys(resolve().options ?? {}))('is read by the code: %s', (name) => {
    // As a member, or taken out of an object.
    const pattern = new RegExp(
      `(?:options|config|input)\\??\\.${name}\\b|\\{[^{}]*\\b${name}\\b[^{}]*\\} ?[=:]`,
    );
    expect(pattern.test(code), `no file reads the option ${name}`).toBe(true);
  });
});

describe('an option of the wrong kind', () => {
  it.each<[name: string, value: unknown, expected: string, shown: string]>([
    ['serviceVersion', 7, 'a string that is not empty', '7'],
    ['environment', '', 'a string that is not empty', "''"],
    ['resourceAttributes', 'x', 'an object', "'x'"],
    ['attributes', null, 'an object', 'null'],
    ['headers', ['a'], 'an object', 'an array'],
    ['credentials', 'always', "'omit', 'same-origin' or 'include'", "'always'"],
    [
      'propagateTo',
      'https://api.example',
      'a function, or an array of strings, regular expressions or functions',
      "'https://api.example'",
    ],
    ['propagateTo', [7], 'a function, or an array of strings, regular expressions or functions', 'an array'],
    ['ignoreUrls', [7], 'an array of strings, regular expressions or functions', 'an array'],
    ['ignoreUrls', [''], 'an array of strings, regular expressions or functions', 'an array'],
    ['urlTemplates', [/a/], 'an array of strings', 'an array'],
    ['pageViewsBy', ['path'], "an array of 'query' and 'hash'", 'an array'],
    ['pageViewsBy', 'hash', "an array of 'query' and 'hash'", "'hash'"],
    ['allowedQueryKeys', {}, 'an array of strings', 'an object'],
    ['baggage', {}, 'a function', 'an object'],
    ['contextManager', () => {}, 'an object', '() => {'],
    ['flushIntervalMillis', 0, 'a number over 0', '0'],
    ['maxBatchRecords', -1, 'a number over 0', '-1'],
    ['maxBatchBytes', Number.NaN, 'a number over 0', 'NaN'],
    ['maxQueuedRecords', '9', 'a number over 0', "'9'"],
    ['maxQueuedBytes', true, 'a number over 0', 'true'],
    ['debug', 1, 'true or false', '1'],
  ])('is reported and replaced by its default: %s', (name, value, expected, shown) => {
    const { options, problems } = resolve({ [name]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`option '${name}' must be ${expected}, but is ${shown}`);
    expect(options).toEqual(resolve().options);
  });
});

describe('an option of the wrong kind whose default would send more than was wanted', () => {
  it.each<[name: string, value: unknown, shown: string, closed: unknown]>([
    ['consent', 'required', "'required'", 'pending'],
    ['consent', false, 'false', 'pending'],
    ['consent', true, 'true', 'pending'],
    ['consent', null, 'null', 'pending'],
    ['sampleRate', 10, '10', 0],
    ['sampleRate', -0.1, '-0.1', 0],
    ['sampleRate', Number.NaN, 'NaN', 0],
    ['sampleRate', '0.5', "'0.5'", 0],
    ['sampleRate', null, 'null', 0],
    ['enabled', 'false', "'false'", false],
    ['enabled', 0, '0', false],
    ['persist', 'false', "'false'", false],
    ['maskUrlIds', 'yes', "'yes'", true],
    ['credentials', null, 'null', 'omit'],
    ['propagateTo', 'https://api.example', "'https://api.example'", []],
    ['allowedQueryKeys', '*', "'*'", []],
  ])('is named, and counts as what sends least: %s = %o', (name, value, shown, closed) => {
    const { options, problems } = resolve({ [name]: value });
    expect(problems).toEqual([expect.stringMatching(new RegExp(`^option '${name}' must be .*, but is `))]);
    expect(problems[0]).toContain(`but is ${shown}`);
    expect(options?.[name as keyof typeof options]).toEqual(closed);
  });

  it('is a filter that sends nothing, and a choice that chooses none', () => {
    const { options } = resolve({ beforeSend: { drop: true }, instrumentations: [] });
    expect(options?.beforeSend?.({ kind: 'log', name: 'x', attributes: {} })).toBe(false);
    expect(options?.instrumentations?.([{ name: 'x', setup() {} }])).toEqual([]);
  });
});

describe('an option with a wrong part', () => {
  it.each<[name: string, value: unknown, shown: string, left: unknown]>([
    ['ignoreUrls', ['/health', undefined, /ads/], "an array with undefined at '1'", ['/health', /ads/]],
    ['allowedQueryKeys', ['page', 7], "an array with 7 at '1'", ['page']],
    ['resourceAttributes', { team: null, app: 'shop' }, "an object with null at 'team'", { app: 'shop' }],
    ['attributes', { at: new Date(0), plan: 'free' }, "an object with an object at 'at'", { plan: 'free' }],
    ['attributes', { big: 1n, on: true }, "an object with 1 at 'big'", { on: true }],
    ['headers', { 'X-Key': null, 'X-Other': 'a' }, "an object with null at 'X-Key'", { 'X-Other': 'a' }],
    ['headers', { 'X-Key': 'a\nb' }, "at 'X-Key'", {}],
  ])('loses it, and keeps the others: %s', (name, value, shown, left) => {
    const { options, problems } = resolve({ [name]: value });
    expect(problems).toEqual([expect.stringContaining(shown)]);
    expect(options?.[name as keyof typeof options]).toEqual(left);
  });
});

describe('an unknown option', () => {
  it.each([
    ['servicename', 'serviceName'],
    ['service_name', 'serviceName'],
    ['endPoint', 'endpoint'],
    ['samplingRate', 'sampleRate'],
    ['ignoreUrl', 'ignoreUrls'],
    ['flushInterval', 'flushIntervalMillis'],
    ['Debug', 'debug'],
  ])("'%s' is answered with the nearest known name", (key, name) => {
    const { options, problems } = resolve({ [key]: 'x' });
    expect(problems).toEqual([`unknown option '${key}': did you mean '${name}'?`]);
    expect(options).toEqual(resolve().options);
  });

  it.each(['constructor', 'toString', 'hasOwnProperty', 'valueOf'])(
    'may have the name that every object has: %s',
    (key) => {
      const { options, problems } = resolve({ [key]: 'x' });
      expect(problems).toHaveLength(1);
      expect(problems[0]).toContain(`unknown option '${key}'`);
      expect(options).toEqual(resolve().options);
    },
  );
});

describe('without a service name or an endpoint', () => {
  it.each<[what: string, input: unknown, problems: number]>([
    ['neither', {}, 2],
    ['no service name', { endpoint: 'https://c.example' }, 1],
    ['no endpoint', { serviceName: 'shop' }, 1],
    ['an empty name', { serviceName: '', endpoint: 'https://c.example' }, 1],
    ['a name that is a number', { serviceName: 7, endpoint: 'https://c.example' }, 1],
    ['nothing at all', undefined, 2],
    ['null', null, 2],
  ])('there are no options, and each problem is reported once: %s', (_, input, count) => {
    const { options, problems } = resolveOptions(input as RumOptions);
    expect(options).toBeUndefined();
    expect(problems).toHaveLength(count);
  });
});
