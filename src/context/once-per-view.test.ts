import { expect, it } from 'vitest';
import { createOncePerView } from './once-per-view.js';
import type { PageContext, PageView } from './page-view.js';

it('lets a key through once in a page view, some keys at most, and begins anew with the next view', () => {
  let view = {} as PageView;
  const admit = createOncePerView({ current: () => view } as PageContext, 2);
  expect(['a', 'a', 'b', 'c', 'b'].map(admit)).toEqual([true, false, true, false, false]);
  view = {} as PageView;
  expect(['c', 'a', 'b'].map(admit)).toEqual([true, true, false]);
});
