import { describe, expect, it, vi } from 'vitest';
import { resolveOptions } from '../options.js';
import { optionsOfTag } from './tag.js';

/** The options of a tag with these `data-*` attributes, named as the DOM names them. */
function optionsOf(dataset: Record<string, string> | undefined) {
  vi.stubGlobal('document', { currentScript: dataset && { dataset } });
  return optionsOfTag();
}
const required = { serviceName: 'shop', endpoint: 'https://c.example' };

describe("the snippet's own tag", () => {
  it('that names neither a service nor an endpoint does not mean to start', () => {
    expect(optionsOf({})).toBeUndefined();
    expect(optionsOf({ debug: 'true' })).toBeUndefined();
    expect(optionsOf(undefined)).toBeUndefined();
  });

  it('that names one of the two does: the missing one is reported', () => {
    expect(optionsOf({ serviceName: 'shop' })).toEqual({ serviceName: 'shop' });
    expect(optionsOf({ endpoint: '/otlp' })).toEqual({ endpoint: '/otlp' });
  });

  const texts: [name: string, text: string, value: unknown][] = [
    ['serviceVersion', '1.10', '1.10'],
    ['environment', 'production', 'production'],
    ['credentials', 'same-origin', 'same-origin'],
    ['propagateTo', 'https://a.example, https://b.example', ['https://a.example', 'https://b.example']],
    ['propagateTo', '', []],
    ['ignoreUrls', 'health,', ['health']],
    ['urlTemplates', '/movies/:id', ['/movies/:id']],
    ['pageViewsBy', 'query, hash', ['query', 'hash']],
    ['allowedQueryKeys', 'page,sort', ['page', 'sort']],
    ['attributes', '{"tenant":"t1"}', { tenant: 't1' }],
    ['resourceAttributes', '{"team":"web"}', { team: 'web' }],
    ['headers', '{"X-Api-Key":"k"}', { 'X-Api-Key': 'k' }],
    ['sampleRate', '0.25', 0.25],
    ['flushIntervalMillis', '2000', 2_000],
    ['maxBatchRecords', '10', 10],
    ['maxBatchBytes', '1000', 1_000],
    ['maxQueuedRecords', '100', 100],
    ['maxQueuedBytes', '100000', 100_000],
    ['enabled', 'false', false],
    ['metricsIntervalMillis', '9000', 9_000],
    ['consent', 'pending', 'pending'],
    ['maskUrlIds', 'true', true],
    ['keepOnError', 'true', true],
    ['gzip', 'true', true],
    ['persist', 'false', false],
    ['debug', 'true', true],
  ];
  it.each(texts)('reads %s="%s" as the option is meant, and the options take it', (name, text, value) => {
    const options = optionsOf({ ...required, [name]: text });
    expect(options).toEqual({ ...required, [name]: value });
    expect(resolveOptions(options as never).problems).toEqual([]);
  });

  it('has a text for each option that is no function or object with functions', () => {
    const { options } = resolveOptions({ ...required });
    const inCode = ['baggage', 'beforeSend', 'fetch', 'instrumentations', 'contextManager', 'traces'];
    const named = [...Object.keys(required), ...texts.map(([name]) => name), ...inCode];
    expect(new Set(named)).toEqual(new Set(Object.keys(options ?? {})));
  });

  it.each([
    ['attributes', '{tenant:t1}'],
    ['headers', '5'],
    ['sampleRate', 'half'],
    ['sampleRate', ''],
    ['debug', 'yes'],
  ])('leaves %s="%s" to the validation of options, which reports the problem', (name, text) => {
    const { options, problems } = resolveOptions(optionsOf({ ...required, [name]: text }) as never);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`option '${name}' must be`);
    expect(options).toMatchObject(required);
  });

  it.each(['42', '1.0', '007'])('keeps the service name %s as text', (serviceName) => {
    expect(optionsOf({ ...required, serviceName })).toMatchObject({ serviceName });
  });

  it.each(['cfasync', 'cookieconsent', 'categories', 'domain', 'turboTrack', 'usercentrics', 'name'])(
    'that has an attribute of others, data-%s, passes it over',
    (key) => {
      const options = optionsOf({ ...required, [key]: 'false' });
      expect(options).toEqual(required);
    },
  );

  it.each(['serviceNme', 'debg', 'sampelRate', 'propagatTo'])(
    'that has a slip of the pen, %s, is asked about it',
    (key) => {
      const options = optionsOf({ ...required, [key]: 'x' });
      expect(resolveOptions(options as never).problems[0]).toContain('did you mean');
    },
  );

  it('is found by its URL in a module, which has no current script', () => {
    const own = new Error().stack?.match(/file:\/\/[^\s:)]+|\/[^\s:)]+/)?.[0] ?? '';
    const tags = [
      { src: 'https://cdn.example/other.js', dataset: { endpoint: '/other' } },
      { src: own, dataset: required },
    ];
    vi.stubGlobal('document', { currentScript: null, querySelectorAll: () => tags });
    expect(optionsOfTag()).toEqual(required);
  });

  it.each([
    ['two tags of one module, which runs once: the first', '', ''],
    ['two tags of which one has a longer URL: that one', 'x', ''],
  ])('is found in a module among %s', (_, cutFromSecond) => {
    const own = new Error().stack?.match(/file:\/\/[^\s:)]+|\/[^\s:)]+/)?.[0] ?? '';
    const tags = [
      { src: own, dataset: required },
      { src: own.slice(0, own.length - cutFromSecond.length), dataset: { endpoint: '/second' } },
    ];
    if (cutFromSecond) tags.reverse();
    vi.stubGlobal('document', { currentScript: null, querySelectorAll: () => tags });
    expect(optionsOfTag()).toEqual(required);
  });
});
