import { expect, it } from 'vitest';
import { createServiceColours } from './service-colours.mjs';

it('gives front ends and back ends colours of their own, whoever comes first', () => {
  const { meet, colourOf } = createServiceColours();
  meet('api', false);
  meet('shop', true);
  meet('ratings', false);
  meet('api', false);
  expect(['shop', 'api', 'ratings'].map(colourOf)).toEqual([
    'var(--service-1)',
    'var(--service-2)',
    'var(--service-3)',
  ]);
});

it('shows a service that it has not met in grey', () => {
  expect(createServiceColours().colourOf('unknown')).toBe('var(--service-8)');
});
