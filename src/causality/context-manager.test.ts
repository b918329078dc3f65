import { type Context, type ContextManager, createContextKey, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { describe, expect, it, vi } from 'vitest';
import type { Cause, UserAction } from './cause.js';
import { createContextManager } from './context-manager.js';
import type { UserActions } from './user-action.js';

const spanContext = (digit: string): Context =>
  trace.setSpanContext(ROOT_CONTEXT, { traceId: digit.repeat(32), spanId: digit.repeat(16), traceFlags: 1 });
const ACTION = spanContext('a');
const SPAN = spanContext('b');
const INNER = spanContext('c');

const actionsWith = (context: Context | undefined) =>
  ({ cause: (): Cause => ({ action: context && ({ context } as UserAction), doubt: 0 }) }) as Pick<
    UserActions,
    'cause'
  > as UserActions;

describe('the active context', () => {
  it('is the root without an action', () => {
    expect(createContextManager(actionsWith(undefined)).active()).toBe(ROOT_CONTEXT);
  });

  it("is the open user action's", () => {
    expect(createContextManager(actionsWith(ACTION)).active()).toBe(ACTION);
  });

  it("is that of with() if it has a span, also within a user action's", () => {
    const manager = createContextManager(actionsWith(ACTION));
    expect(manager.with(SPAN, () => manager.active())).toBe(SPAN);
    expect(manager.active()).toBe(ACTION);
  });

  it("is the user action's where with() brought no span", () => {
    const manager = createContextManager(actionsWith(ACTION));
    const context = ROOT_CONTEXT.setValue(createContextKey('x'), 1);
    expect(manager.with(context, () => manager.active())).toBe(ACTION);
    expect(createContextManager(actionsWith(undefined)).with(context, () => context)).toBe(context);
  });

  it('nests, and comes back after a throw', () => {
    const manager = createContextManager(actionsWith(undefined));
    manager.with(SPAN, () => {
      expect(() =>
        manager.with(INNER, () => {
          expect(manager.active()).toBe(INNER);
          throw new Error('out');
        }),
      ).toThrow('out');
      expect(manager.active()).toBe(SPAN);
    });
    expect(manager.active()).toBe(ROOT_CONTEXT);
  });

  it('ends with the synchronous part of what with() runs', async () => {
    const manager = createContextManager(actionsWith(undefined));
    const after = await manager.with(SPAN, async () => {
      expect(manager.active()).toBe(SPAN);
      await Promise.resolve();
      return manager.active();
    });
    expect(after).toBe(ROOT_CONTEXT);
  });
});

describe('with() and bind()', () => {
  it('hand over this, arguments and result', () => {
    const manager = createContextManager(actionsWith(undefined));
    const owner = { name: 'owner' };
    function method(this: typeof owner, a: number, b: number) {
      return [this, a + b, manager.active()];
    }
    expect(manager.with(SPAN, method, owner, 1, 2)).toEqual([owner, 3, SPAN]);
    const bound = manager.bind(SPAN, method);
    expect(bound.call(owner, 3, 4)).toEqual([owner, 7, SPAN]);
  });

  it('bind() returns a value that is no function unchanged', () => {
    const manager = createContextManager(actionsWith(undefined));
    const target = { a: 1 };
    expect(manager.bind(SPAN, target)).toBe(target);
  });
});

describe("the app's own context manager", () => {
  it('is asked, enabled and disabled in place of ours', () => {
    const own = {
      active: vi.fn(() => SPAN),
      with: vi.fn(() => 'with'),
      bind: vi.fn(() => 'bound'),
      enable: vi.fn(),
      disable: vi.fn(),
    };
    const manager = createContextManager(actionsWith(ACTION), own as unknown as ContextManager);
    expect(manager.active()).toBe(SPAN);
    expect(manager.with(INNER, () => 0)).toBe('with');
    expect(manager.bind(INNER, 1)).toBe('bound');
    manager.enable();
    manager.disable();
    expect(own.enable).toHaveBeenCalledTimes(1);
    expect(own.disable).toHaveBeenCalledTimes(1);
    own.active.mockReturnValue(ROOT_CONTEXT);
    expect(manager.active()).toBe(ACTION);
  });
});
