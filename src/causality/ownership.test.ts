import { type Context, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

// The timers that the library captures when it is loaded are the mocked ones.
vi.hoisted(() => {
  vi.useFakeTimers();
});

import type { PageView } from '../context/page-view.js';
import { isGuessed } from './cause.js';
import { createContextManager } from './context-manager.js';
import { createOwnership } from './ownership.js';
import { createUserActions } from './user-action.js';

const contextOf = (digit: string) =>
  trace.setSpanContext(ROOT_CONTEXT, { traceId: digit.repeat(32), spanId: digit.repeat(16), traceFlags: 1 });
const CLICK = contextOf('a');
const ROUTE = contextOf('b');
const LOAD = contextOf('c');
const APP = contextOf('d');
const spanIn = (context: Context) => trace.getSpanContext(context)?.spanId[0];

let start = 0;
beforeEach(() => {
  start = performance.now();
});
afterEach(() => {
  vi.clearAllTimers();
});
const pass = (millis: number) => vi.advanceTimersByTime(millis);

function setup(its: Partial<PageView> = {}) {
  const now = () => performance.now() - start;
  const clock = { pageNow: now, epochNow: now, toEpoch: (moment: number) => moment };
  let origin: 'own' | 'traversal' | undefined;
  const actions = createUserActions(clock, () => origin);
  const contextManager = createContextManager(actions);
  const view = { type: 'document', inFlight: 0, isSettling: false, ...its } as PageView;
  const owner = createOwnership({ actions, page: { current: () => view } as never, clock }, () =>
    contextManager.active(),
  );
  const ask = (key = 'GET /a') => {
    const { parent, isOfView } = owner(key);
    return { parent: spanIn(parent), isGuess: isGuessed(parent), isOfView };
  };
  return {
    actions,
    view,
    ask,
    contextManager,
    from: (what: typeof origin) => {
      origin = what;
    },
    click: () => actions.open(CLICK, () => {}),
  };
}

describe('the parent of a request', () => {
  it('is the action, for certain in its own task, by guess in one of which nothing is known', () => {
    const { ask, click } = setup();
    click();
    expect(ask()).toEqual({ parent: 'a', isGuess: false, isOfView: false });
    pass(1);
    expect(ask()).toEqual({ parent: 'a', isGuess: true, isOfView: false });
    pass(1_001);
    expect(ask().parent).toBeUndefined();
  });

  it('is a span of the app’s own, where one is active', () => {
    const { ask, click, contextManager } = setup({ isSettling: true, context: LOAD });
    click();
    pass(1);
    expect(contextManager.with(APP, ask)).toMatchObject({ parent: 'd', isGuess: false });
  });

  it('is none if the pointer moves', () => {
    const { ask, click, from } = setup({ isSettling: true, context: LOAD });
    click();
    pass(1);
    from('own');
    expect(ask()).toEqual({ parent: undefined, isGuess: false, isOfView: false });
  });
});

describe('a view that is settling', () => {
  const previous = { url: 'https://shop.example/' };

  it('is the parent of requests by the action that led to it', () => {
    const { ask, click, view } = setup({ previous, isSettling: true, context: ROUTE });
    Object.assign(view, { action: click() });
    expect(ask()).toEqual({ parent: 'b', isGuess: false, isOfView: true });
    pass(1);
    expect(ask()).toEqual({ parent: 'b', isGuess: true, isOfView: true });
  });

  it('is not that of another action', () => {
    const { ask, click } = setup({ previous, isSettling: true, context: ROUTE });
    click();
    expect(ask()).toEqual({ parent: 'a', isGuess: false, isOfView: false });
  });

  it('is guessed as the parent of requests without a known cause', () => {
    const { ask } = setup({ previous, isSettling: true, context: ROUTE });
    expect(ask()).toEqual({ parent: 'b', isGuess: true, isOfView: true });
  });

  it('is the parent of requests after a person’s Back, also while an action is open', () => {
    const { ask, click, from } = setup({ previous, type: 'traverse', isSettling: true, context: ROUTE });
    click();
    pass(1);
    from('traversal');
    expect(ask()).toMatchObject({ parent: 'b', isOfView: true });
  });

  it('is none once it has settled', () => {
    const { ask } = setup({ previous, isSettling: false, context: ROUTE });
    expect(ask()).toEqual({ parent: undefined, isGuess: false, isOfView: true });
  });

  it('is not the parent of polling, and does not wait for it', () => {
    const { ask } = setup({ previous, isSettling: true, context: ROUTE });
    for (let count = 0; count < 3; count++) {
      expect(ask('GET /poll')).toMatchObject({ parent: 'b', isOfView: true });
      pass(1_000);
    }
    expect(ask('GET /poll')).toEqual({ parent: undefined, isGuess: false, isOfView: false });
    expect(ask('GET /film')).toMatchObject({ parent: 'b', isOfView: true });
  });
});

describe('a page that loads', () => {
  it('is the parent of its requests, for certain; its span is begun for the first of them', () => {
    const { ask, view } = setup({ isSettling: true });
    const begin = vi.fn(() => {
      view.context = LOAD;
    });
    Object.assign(view, { begin });
    expect(ask()).toEqual({ parent: 'c', isGuess: false, isOfView: true });
    expect(begin).toHaveBeenCalledOnce();
  });

  it('leaves its requests without a parent where its load is not followed', () => {
    const { ask } = setup({ isSettling: true });
    expect(ask()).toEqual({ parent: undefined, isGuess: false, isOfView: true });
  });
});
