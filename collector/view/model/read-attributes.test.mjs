import { expect, it } from 'vitest';
import { readAttributes } from './read-attributes.mjs';

it('reads every kind of value as what it is', () => {
  const attributes = [
    { key: 'text', value: { stringValue: '' } },
    { key: 'no', value: { boolValue: false } },
    { key: 'whole', value: { intValue: '42' } },
    { key: 'huge', value: { intValue: '9223372036854775807' } },
    { key: 'half', value: { doubleValue: 0.5 } },
    { key: 'list', value: { arrayValue: { values: [{ intValue: '1' }, {}] } } },
    { key: 'map', value: { kvlistValue: { values: [{ key: 'a', value: { stringValue: 'b' } }] } } },
    { key: 'none', value: {} },
  ];
  expect(readAttributes(attributes)).toEqual({
    text: '',
    no: false,
    whole: 42,
    huge: '9223372036854775807',
    half: 0.5,
    list: [1, null],
    map: { a: 'b' },
    none: null,
  });
});
