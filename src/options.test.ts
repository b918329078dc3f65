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
    ['consent', 'yes', "'granted', 'pending' or 'denied'", "'yes'"],
    ['sampleRate', 1.01, 'a number from 0 to 1, or a function', '1.01'],
    ['sampleRate', -0.1, 'a number from 0 to 1, or a function', '-0.1'],
    ['sampleRate', Number.NaN, 'a number from 0 to 1, or a function', 'NaN'],
    ['sampleRate', '0.5', 'a number from 0 to 1, or a function', "'0.5'"],
    ['instrumentations', [], 'a function', 'an array'],
    ['contextManager', () => {}, 'an object', '() => {'],
    ['flushIntervalMillis', 0, 'a number over 0', '0'],
    ['maxBatchRecords', -1, 'a number over 0', '-1'],
    ['maxBatchBytes', Number.NaN, 'a number over 0', 'NaN'],
    ['maxQueuedRecords', '9', 'a number over 0', "'9'"],
    ['maxQueuedBytes', true, 'a number over 0', 'true'],
    ['enabled', 'false', 'true or false', "'false'"],
    ['debug', 1, 'true or false', '1'],
  ])('is told of, and its default is taken: %s', (name, value, expected, shown) => {
    const { options, problems } = resolve({ [name]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`option '${name}' must be ${expected}, but is ${shown}`);
    expect(options).toEqual(resolve().options);
  });
});

describe('an option that nobody knows', () => {
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
  ])('there are no options, and each fault is told once: %s', (_, input, count) => {
    const { options, problems } = resolveOptions(input as RumOptions);
    expect(options).toBeUndefined();
    expect(problems).toHaveLength(count);
  });
});
