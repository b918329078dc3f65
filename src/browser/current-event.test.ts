import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type CurrentEvent, createCurrentEvent, onMessageSent } from './current-event.js';

let navigation: EventTarget;
let current: CurrentEvent;
beforeEach(() => {
  navigation = new EventTarget();
  vi.stubGlobal('navigation', navigation);
  current = createCurrentEvent();
});
afterEach(() => {
  current.stop();
  vi.unstubAllGlobals();
});
const originOf = (event: unknown) => {
  vi.stubGlobal('event', event);
  return current.origin();
};
const trusted = (type: string, more: object = {}) => ({ type, isTrusted: true, target: {}, ...more });
const navigate = (navigationType: string, userInitiated?: boolean) =>
  navigation.dispatchEvent(Object.assign(new Event('navigate'), { navigationType, userInitiated }));

describe('the origin of the current task', () => {
  it.each(['pointerover', 'mouseenter', 'touchstart', 'focusin', 'wheel', 'scroll', 'visibilitychange'])(
    'is its own by %s',
    (type) => expect(originOf(trusted(type))).toBe('own'),
  );

  it.each(['click', 'keydown', 'input', 'load', 'success', 'transitionend', 'drop', 'hashchange'])(
    'is not known by %s',
    (type) => expect(originOf(trusted(type))).toBeUndefined(),
  );

  it('is not known without an event, of one that a script made, and of a variable of the page', () => {
    expect(originOf(undefined)).toBeUndefined();
    expect(originOf({ ...trusted('mouseenter'), isTrusted: false })).toBeUndefined();
    expect(originOf({ type: 'focus' })).toBeUndefined();
    expect(originOf('focus')).toBeUndefined();
  });

  it('of a message is who sent it, unless that is a channel within the page', () => {
    const worker = {};
    expect(originOf(trusted('message', { target: worker }))).toBe(worker);
    expect(originOf(trusted('message', { target: globalThis }))).toBeUndefined();
    const { port1, port2 } = new MessageChannel();
    expect(originOf(trusted('message', { target: port1 }))).toBeUndefined();
    port1.close();
    port2.close();
  });

  it('is a traversal if a person went back, not if the app’s code did', () => {
    expect(originOf(trusted('popstate'))).toBe('traversal');
    navigate('traverse', false);
    expect(originOf(trusted('popstate'))).toBeUndefined();
    navigate('traverse', true);
    expect(originOf(trusted('popstate'))).toBe('traversal');
    expect(originOf(trusted('currententrychange', { navigationType: 'traverse' }))).toBe('traversal');
    navigate('push', true);
    expect(originOf(trusted('popstate'))).toBeUndefined();
  });

  it('is read without the Navigation API too', () => {
    vi.stubGlobal('navigation', undefined);
    const bare = createCurrentEvent();
    vi.stubGlobal('event', trusted('popstate'));
    expect(bare.origin()).toBe('traversal');
    bare.stop();
  });
});

describe('a message to a worker or a socket', () => {
  it('is reported before it is sent, as it is, until that is taken back', () => {
    const sent: unknown[] = [];
    class Channel {
      send(...args: unknown[]) {
        sent.push(args);
        return 'sent';
      }
    }
    vi.stubGlobal('WebSocket', Channel);
    vi.stubGlobal('Worker', undefined);
    const { send } = Channel.prototype;
    const callback = vi.fn();
    const stop = onMessageSent(callback);
    const channel = new Channel();
    expect(channel.send('a', 1)).toBe('sent');
    expect(callback).toHaveBeenCalledExactlyOnceWith(channel);
    expect(sent).toEqual([['a', 1]]);
    stop();
    expect(Channel.prototype.send).toBe(send);
  });
});
