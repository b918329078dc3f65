import { type Context, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

// The timers that the library captures when it is loaded are the mocked ones.
vi.hoisted(() => {
  vi.useFakeTimers();
});

import { type Cause, NOBODY, UNKNOWN, type UserAction } from './cause.js';
import { createUserActions, MAX_ACTION_MILLIS, QUIET_MILLIS } from './user-action.js';

const certain = (action: UserAction): Cause => ({ action, doubt: 0 });
/** Timers of its last moment come through. */
const CLOSE_MILLIS = QUIET_MILLIS + 50;

let start = 0;
const now = () => performance.now() - start;
beforeEach(() => {
  start = performance.now();
});
afterEach(() => {
  vi.clearAllTimers();
});

const contextOf = (digit: string) =>
  trace.setSpanContext(ROOT_CONTEXT, { traceId: digit.repeat(32), spanId: digit.repeat(16), traceFlags: 1 });

let origin: object | 'own' | 'traversal' | 'rejection' | undefined;
function setup() {
  origin = undefined;
  const actions = createUserActions(
    { pageNow: now, epochNow: now, toEpoch: (moment) => moment },
    () => origin,
  );
  /** An action, and when it was closed with what. */
  const open = (digit = 'a') => {
    const closed: [at: number, lastAt: number | undefined][] = [];
    const action = actions.open(contextOf(digit), (lastAt) => closed.push([now(), lastAt]));
    return { action, closed };
  };
  return { actions, open };
}
const pass = (millis: number) => vi.advanceTimersByTime(millis);
/** The main thread does nothing else for so long: timers that fall due meanwhile come late. */
const block = (millis: number) => {
  const until = now() + millis;
  const spy = vi.spyOn(performance, 'now').mockReturnValue(start + until);
  pass(CLOSE_MILLIS);
  spy.mockRestore();
};

describe('an action that causes nothing', () => {
  it('closes after the quiet time, without an effect', () => {
    const { open } = setup();
    const { action, closed } = open();
    pass(CLOSE_MILLIS - 1);
    expect(action.isOpen).toBe(true);
    pass(1);
    expect(closed).toEqual([[CLOSE_MILLIS, undefined]]);
    expect(action.isOpen).toBe(false);
  });
});

describe('an action that has caused something', () => {
  it('reports when that was', () => {
    const { open } = setup();
    const { action, closed } = open();
    pass(40);
    action.touch();
    pass(2_000);
    expect(closed).toEqual([[CLOSE_MILLIS, 40]]);
  });

  it('stays open while it is held, and a quiet time after', () => {
    const { open } = setup();
    const { action, closed } = open();
    const release = action.hold();
    pass(3_000);
    expect(action.isOpen).toBe(true);
    release(2_900);
    pass(CLOSE_MILLIS - 1);
    expect(action.isOpen).toBe(true);
    pass(1);
    expect(closed).toEqual([[3_000 + CLOSE_MILLIS, 2_900]]);
  });

  it('stays open until the last of several holds is released, each of which counts once', () => {
    const { open } = setup();
    const { action, closed } = open();
    const [first, second] = [action.hold(), action.hold()];
    pass(200);
    first(200);
    first(250);
    first(250);
    pass(500);
    expect(action.isOpen).toBe(true);
    second(700);
    pass(CLOSE_MILLIS);
    expect(closed).toEqual([[700 + CLOSE_MILLIS, 700]]);
  });

  it('does not include work that ended before it', () => {
    const { actions } = setup();
    pass(50);
    const onClose = vi.fn();
    actions.open(contextOf('a'), onClose, 40).touch(39);
    pass(CLOSE_MILLIS);
    expect(onClose.mock.calls).toEqual([[undefined, undefined]]);
  });

  it('reports the latest effect, whatever the order of the calls', () => {
    const { open } = setup();
    const { action, closed } = open();
    action.touch(60);
    action.touch(20);
    pass(CLOSE_MILLIS);
    expect(closed[0]?.[1]).toBe(60);
  });

  it('is extended by what one thing causes after another: a chain of requests', () => {
    const { open } = setup();
    const { action, closed } = open();
    for (let request = 0; request < 3; request++) {
      const release = action.hold();
      pass(300);
      release(now());
      pass(QUIET_MILLIS - 10);
    }
    expect(closed).toEqual([]);
    pass(60);
    expect(closed).toEqual([
      [3 * 300 + 2 * (QUIET_MILLIS - 10) + CLOSE_MILLIS, 3 * 300 + 2 * (QUIET_MILLIS - 10)],
    ]);
  });

  it('is not extended by guessed work', () => {
    const { open } = setup();
    const { action, closed } = open();
    pass(900);
    action.touch();
    pass(CLOSE_MILLIS);
    expect(closed).toEqual([[CLOSE_MILLIS, 900]]);
  });
});

describe('an action that an error came out of', () => {
  it('reports the first error, and the time of the last effect', () => {
    const { actions } = setup();
    const onClose = vi.fn();
    const action = actions.open(contextOf('a'), onClose);
    action.touch();
    pass(10);
    action.touch(undefined, 'TypeError');
    pass(20);
    action.touch(undefined, 'RangeError');
    pass(5);
    action.touch(now());
    pass(CLOSE_MILLIS);
    expect(onClose.mock.calls).toEqual([[35, 'TypeError']]);
  });

  it('after its close is no failure of it', () => {
    const { actions } = setup();
    const onClose = vi.fn();
    const action = actions.open(contextOf('a'), onClose);
    action.close();
    action.touch(undefined, 'TypeError');
    expect(onClose.mock.calls).toEqual([[undefined, undefined]]);
  });
});

describe('ten seconds after its opening an action', () => {
  it('closes, whatever is in flight', () => {
    const { open } = setup();
    const { action, closed } = open();
    const release = action.hold();
    pass(MAX_ACTION_MILLIS - 1);
    expect(action.isOpen).toBe(true);
    pass(1);
    expect(closed).toEqual([[MAX_ACTION_MILLIS, 0]]);
    release(MAX_ACTION_MILLIS + 500);
    pass(1_000);
    expect(closed).toHaveLength(1);
  });

  it('closes, however often it is touched', () => {
    const { actions, open } = setup();
    const { action, closed } = open();
    while (action.isOpen && now() < 2 * MAX_ACTION_MILLIS) {
      actions.enter(certain(action));
      action.touch();
      pass(50);
    }
    expect(closed[0]?.[0]).toBe(MAX_ACTION_MILLIS);
  });
});

describe('a closed action', () => {
  it('stays closed, and reports its close once', () => {
    const { actions, open } = setup();
    const { action, closed } = open();
    action.touch(5);
    action.close();
    action.touch(50);
    action.hold()(60);
    action.close();
    actions.closeAll();
    pass(20_000);
    expect(closed).toEqual([[0, 5]]);
    expect(action.isOpen).toBe(false);
  });

  it('by closeAll() has all its like closed too: the page ends', () => {
    const { actions, open } = setup();
    const [one, two] = [open('a'), open('b')];
    one.action.hold();
    actions.closeAll();
    expect([one.closed.length, two.closed.length]).toEqual([1, 1]);
    expect(actions.current()).toBeUndefined();
  });
});

describe('a main thread that was blocked', () => {
  it('does not close an action whose timer it delayed: the long frame is not reported yet', () => {
    const { open } = setup();
    const { action, closed } = open();
    block(1_000);
    expect(closed).toEqual([]);
    action.touch(900);
    pass(10_000);
    expect(closed).toHaveLength(1);
    expect(closed[0]?.[1]).toBe(900);
  });
});

describe('the current action', () => {
  it('is none where none is open', () => {
    const { actions } = setup();
    expect(actions.current()).toBeUndefined();
    actions.enter(NOBODY);
    expect(actions.isEntered()).toBe(false);
  });

  it("is the one whose event's task this is", () => {
    const { actions, open } = setup();
    const { action } = open();
    expect(actions.current()).toBe(action);
    expect(actions.isEntered()).toBe(true);
  });

  it('after the task is still the open one, as a guess, as after a native await', () => {
    const { actions, open } = setup();
    const { action } = open();
    pass(1);
    expect(actions.isEntered()).toBe(false);
    expect(actions.current()).toBe(action);
  });

  it('of two is the latest, if nothing is known', () => {
    const { actions, open } = setup();
    open('a');
    const { action } = open('b');
    pass(1);
    expect(actions.current()).toBe(action);
  });

  it('of two is the one whose timer or response this is, to the end of the task', () => {
    const { actions, open } = setup();
    const [one, two] = [open('a'), open('b')];
    pass(1);
    actions.enter(certain(one.action));
    expect(actions.current()).toBe(one.action);
    expect(actions.isEntered()).toBe(true);
    pass(1);
    expect(actions.current()).toBe(two.action);
  });

  it('is none in a task that is known to belong to none', () => {
    const { actions, open } = setup();
    const { action } = open();
    pass(1);
    actions.enter(NOBODY);
    expect(actions.current()).toBeUndefined();
    pass(1);
    expect(actions.current()).toBe(action);
  });

  it("is not another one if the task's own is closed", () => {
    const { actions, open } = setup();
    const [one, two] = [open('a'), open('b')];
    pass(1);
    actions.enter(certain(one.action));
    one.action.close();
    expect(actions.current()).toBeUndefined();
    expect(actions.isEntered()).toBe(false);
    pass(1);
    expect(actions.current()).toBe(two.action);
  });

  it('is the one entered last, if a task is entered twice', () => {
    const { actions, open } = setup();
    const [one, two] = [open('a'), open('b')];
    expect(actions.current()).toBe(two.action);
    actions.enter(certain(one.action));
    expect(actions.current()).toBe(one.action);
  });
});

describe('two actions at once', () => {
  it('are each closed by their own doings', () => {
    const { open } = setup();
    const [one, two] = [open('a'), open('b')];
    const release = one.action.hold();
    pass(50);
    two.action.touch();
    pass(CLOSE_MILLIS);
    expect(two.closed).toEqual([[CLOSE_MILLIS, 50]]);
    expect(one.action.isOpen).toBe(true);
    release(1_100);
    pass(CLOSE_MILLIS);
    expect(one.closed).toEqual([[50 + 2 * CLOSE_MILLIS, 1_100]]);
  });

  it('are found by their traces, while they are open', () => {
    const { actions, open } = setup();
    const [one, two] = [open('a'), open('b')];
    expect(actions.ofTrace('a'.repeat(32))).toBe(one.action);
    expect(actions.ofTrace('b'.repeat(32))).toBe(two.action);
    expect(actions.ofTrace('c'.repeat(32))).toBeUndefined();
    one.action.close();
    expect(actions.ofTrace('a'.repeat(32))).toBeUndefined();
  });
});

describe('the context of what began within a time', () => {
  const begin = (actions: ReturnType<typeof createUserActions>, context: Context, startedAt: number) =>
    actions.open(context, () => {}, startedAt);
  const context = contextOf('a');

  it('is that of the first action of that time, once it is over and has caused something', () => {
    const { actions } = setup();
    const [contextB, contextC] = [contextOf('b'), contextOf('c')];
    pass(40);
    begin(actions, context, 10).touch();
    begin(actions, contextB, 20).touch();
    begin(actions, contextC, 30).touch();
    expect(actions.contextOf(0, 100)).toBeUndefined();
    actions.closeAll();
    expect(actions.contextOf(20, 100)).toBe(contextB);
    expect(actions.contextOf(21, 30)).toBe(contextC);
    expect(actions.contextOf(31, 100)).toBeUndefined();
    expect(actions.contextOf(Number.NaN, Number.NaN)).toBeUndefined();
  });

  it('is none if the action had no effect: its span is not sent', () => {
    const { actions } = setup();
    begin(actions, context, 10);
    pass(CLOSE_MILLIS);
    expect(actions.contextOf(0, 100)).toBeUndefined();
  });

  it('is forgotten fifty actions later', () => {
    const { actions } = setup();
    pass(50);
    for (let moment = 0; moment <= 50; moment++) {
      const action = begin(actions, context, moment);
      action.touch();
      action.close();
    }
    expect(actions.contextOf(0, 0)).toBeUndefined();
    expect(actions.contextOf(1, 1)).toBe(context);
  });
});

describe('whose a task is, of which nothing is known', () => {
  const certainly = (cause: Cause) => !cause.doubt;

  it('is a guess for a second after the last known effect of the action', () => {
    const { actions, open } = setup();
    const { action } = open();
    expect(certainly(actions.cause())).toBe(true);
    const release = action.hold();
    pass(QUIET_MILLIS);
    expect(actions.cause()).toMatchObject({ action, doubt: 2 });
    pass(1);
    expect(actions.cause()).toEqual(UNKNOWN);
    release(now());
    expect(actions.current()).toBe(action);
  });

  it('is that of the action that did something last, not of the one that began last', () => {
    const { actions, open } = setup();
    const one = open('a');
    const release = one.action.hold();
    const two = open('b');
    pass(100);
    expect(actions.current()).toBe(two.action);
    release(now());
    pass(1);
    expect(actions.current()).toBe(one.action);
  });

  it('is not extended by timers that an action sets again and again', () => {
    const { actions, open } = setup();
    const { action } = open();
    action.hold();
    for (let count = 0; count < 6; count++) {
      pass(500);
      actions.enter(certain(action), 2);
    }
    pass(10);
    expect(actions.cause()).toEqual(UNKNOWN);
  });

  it('is none if a person points, looks or scrolls', () => {
    const { actions, open } = setup();
    open();
    pass(1);
    origin = 'own';
    expect(actions.cause()).toEqual(NOBODY);
  });

  it('is no action, but may be the view, if a person goes back', () => {
    const { actions, open } = setup();
    open();
    pass(1);
    origin = 'traversal';
    expect(actions.cause()).toEqual(UNKNOWN);
  });

  it('is none if a worker or a socket sends a message that is no answer', () => {
    const { actions, open } = setup();
    const { action } = open();
    const [socket, other] = [{}, {}];
    actions.sentTo(socket);
    pass(1);
    origin = other;
    expect(actions.cause()).toEqual(NOBODY);
    origin = socket;
    expect(actions.cause()).toMatchObject({ action, doubt: 1 });
    action.close();
    expect(actions.cause()).toEqual(NOBODY);
  });

  it('is no action’s once a person does something else that makes none: turns the wheel', () => {
    const { actions, open } = setup();
    const { action } = open();
    pass(50);
    actions.distract();
    expect(actions.cause()).toEqual(UNKNOWN);
    pass(50);
    actions.answer(certain(action), () => false);
    pass(1);
    expect(actions.current()).toBe(action);
  });
});

describe('the task in which a response’s body has been read', () => {
  it('belongs to the request’s cause, also if another action has started', () => {
    const { actions, open } = setup();
    const one = open('a');
    open('b');
    actions.answer(certain(one.action), () => true);
    pass(30);
    open('c');
    pass(1);
    expect(actions.cause()).toMatchObject({ action: one.action, doubt: 1 });
  });

  it('a rejection belongs to the task before it, in which it was not handled', () => {
    const { actions, open } = setup();
    const one = open('a');
    actions.answer(certain(one.action), () => true);
    pass(10);
    const two = open('b');
    pass(1);
    origin = 'rejection';
    expect(actions.cause()).toMatchObject({ action: two.action, doubt: 1 });
    pass(100);
    expect(actions.current()).not.toBe(one.action);
  });

  it('belongs to no action after polling', () => {
    const { actions, open } = setup();
    const { action } = open();
    actions.answer(NOBODY, () => true);
    pass(30);
    expect(actions.cause()).toEqual(NOBODY);
    pass(100);
    expect(actions.current()).toBe(action);
  });

  it('does not exist if the body is not read', () => {
    const { actions, open } = setup();
    const { action } = open();
    actions.answer(NOBODY, () => false);
    pass(30);
    expect(actions.current()).toBe(action);
  });
});

describe('a key that is held down', () => {
  it('leaves a bounded number of actions open', () => {
    const { open } = setup();
    const all = Array.from({ length: 80 }, () => open().action);
    expect(all.filter(({ isOpen }) => isOpen)).toHaveLength(50);
    expect(all.at(-1)?.isOpen).toBe(true);
  });
});

describe('the action that ran within a frame', () => {
  it('is the latest one whose event, timer or response was in it', () => {
    const { actions, open } = setup();
    pass(100);
    const { action } = open();
    pass(300);
    expect(actions.within(50, 150)).toBe(action);
    expect(actions.within(200, 300)).toBeUndefined();
    actions.enter(certain(action));
    expect(actions.within(350, 500)).toBe(action);
  });
});
