import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { attributeList } from './json.js';
import { figure, isInteger } from './number-types.js';

/** Names of semconv.ts whose example is a number, with their docstrings. */
const source = readFileSync(new URL('../semconv.ts', import.meta.url), 'utf8');
const numeric = [
  ...source.matchAll(
    /\/\*\*((?:(?!\*\/).)*?)@example (-?[\d.]+)\s*\*\/\s*export const (\w+) =\s*'([^']+)'/gs,
  ),
]
  .map(([, text = '', example = '', constant = '', name = '']) => ({ text, example, constant, name }))
  .filter(({ constant }) => !constant.startsWith('METRIC_'));

const measures = numeric.filter(
  ({ text, example }) => /milliseconds|The change since/i.test(text) || example.includes('.'),
);
const counts = numeric.filter((each) => !measures.includes(each));
const typeOf = (name: string, value: number) =>
  Object.keys(
    (JSON.parse(attributeList({ [name]: value }) ?? '[]') as { value: object }[])[0]?.value ?? {},
  )[0];

describe('the type of a number', () => {
  it('is declared for all of ours', () => {
    expect(measures.length).toBeGreaterThan(20);
    expect(counts.length).toBeGreaterThan(15);
  });

  it.each(measures.map(({ name }) => name))('%s is a double, whole or not', (name) => {
    for (const value of [0, 1, 1180, 1180.4, 0.12]) expect(typeOf(name, value)).toBe('doubleValue');
    expect(isInteger(name)).toBe(false);
  });

  it.each(counts.map(({ name }) => name))('%s is an integer, whatever its value', (name) => {
    for (const value of [0, 200, 200.5]) expect(typeOf(name, value)).toBe('intValue');
  });

  it.each(['browser.web_vital.attribution.input_delay', 'shop.price', 'app.cart.count', 'number'])(
    '%s, of a library or of the app, is a double',
    (name) => {
      for (const value of [0, 3, 3.5, 2 ** 53, -1.5]) {
        if (value >= 0 || name.startsWith('shop')) expect(typeOf(name, value)).toBe('doubleValue');
      }
    },
  );

  it('of lists is that of their name', () => {
    expect(attributeList({ 'shop.prices': [1, 1.5], 'http.response.status_code': [200, 404] })).toBe(
      '[{"key":"shop.prices","value":{"arrayValue":{"values":[{"doubleValue":1},{"doubleValue":1.5}]}}},' +
        '{"key":"http.response.status_code","value":{"arrayValue":{"values":[{"intValue":"200"},{"intValue":"404"}]}}}]',
    );
  });
});

describe('a figure of ours', () => {
  it.each([
    'otel_rum.timing.dns',
    'browser.web_vital.attribution.total_paint_duration',
    'browser.resource_timing.duration',
  ])('%s below zero is left out', (name) => {
    expect(figure(name, -3_612)).toBeUndefined();
    expect(attributeList({ [name]: -0.1, kept: 'yes' })).toBe(
      '[{"key":"kept","value":{"stringValue":"yes"}}]',
    );
    expect(figure(name, 0)).toBe(0);
  });

  it('may be below zero if it is a correction, or the app’s own', () => {
    expect(figure('browser.web_vital.delta', -8)).toBe(-8);
    expect(figure('shop.balance', -8)).toBe(-8);
  });

  it('has no noise of its arithmetic; the app’s are as they are', () => {
    expect(figure('browser.web_vital.value', 28.800000000046566)).toBe(28.8);
    expect(figure('otel_rum.timing.headers', 107.30000000074506)).toBe(107.3);
    expect(figure('browser.web_vital.value', 0.000123)).toBe(0.000123);
    expect(figure('shop.ratio', 28.800000000046566)).toBe(28.800000000046566);
    expect(figure('shop.at', 1_796_090_829_559.5)).toBe(1_796_090_829_559.5);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 1e300])(
    'that is an integer by its name is left out if it is %s',
    (value) => {
      expect(figure('http.response.body.size', value)).toBeUndefined();
    },
  );
});
