import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { createGuard } from '../diagnostics/guard.js';
import { createSession, SETTLE_MILLIS, type Session } from './session.js';
import { MAX_IDLE_MILLIS, MAX_SESSION_MILLIS } from './session-state.js';

const timers = vi.hoisted(() => ({ set: (_: () => void, __: number) => {} }));
vi.mock('../browser/natives.js', async (original) => ({
  ...(await original<object>()),
  nativeSetTimeout: (callback: () => void, millis: number) => timers.set(callback, millis),
}));

const KEY = 'otel-rum.session';
const MINUTE = 60_000;
/** Maximum time after which a tab sees another tab's write. */
const MAX_LAG_MILLIS = SETTLE_MILLIS / 4;
const guard = createGuard({
  warn: () => {},
  debug: (_, fault) => {
    throw fault;
  },
});

interface Tab {
  readonly page: EventTarget;
  readonly storage: 'shared' | 'throws';
  readonly lagMillis: number;
  /** The stored text as this tab sees it, and how new that is. */
  seen: { text: string | null; order: number };
  isFrozen: boolean;
  session: Session;
}

/**
 * An origin's tabs in a browser of many processes: what one writes the others see later, each at its own time, and a
 * frozen tab's tasks wait until it thaws.
 */
function createWorld() {
  const tabs: Tab[] = [];
  const reported: { name: string; id: string; at: number }[] = [];
  const stamped: { id: string; at: number; tab: Tab }[] = [];
  const acts: number[] = [];
  const tasks: { order: number; at: number; tab: Tab; run(): void }[] = [];
  let now = 1_700_000_000_000;
  let clockOffset = 0;
  let order = 0;
  let running: Tab;
  let durable: Tab['seen'] = { text: null, order };

  const enqueue = (tab: Tab, delay: number, run: () => void) => {
    tasks.push({ order: ++order, at: now + delay, tab, run });
  };
  timers.set = (callback, millis) => enqueue(running, millis, callback);
  const runIn = (tab: Tab, run: () => void) => {
    running = tab;
    run();
  };
  const dispatch = (tab: Tab, type: string, values: object = {}) => {
    const event = Object.defineProperty(new Event(type), 'isTrusted', { value: true });
    tab.page.dispatchEvent(Object.assign(event, values));
  };
  const publish = (text: string | null, from?: Tab) => {
    const change = { text, order: ++order };
    durable = change;
    for (const tab of tabs.filter((other) => other !== from && other.storage === 'shared')) {
      enqueue(tab, tab.lagMillis, () => {
        // A tab's own later write has won already; the event comes all the same.
        if (change.order > tab.seen.order) tab.seen = change;
        dispatch(tab, 'storage', { key: text && KEY, newValue: text });
      });
    }
    return change;
  };

  return {
    tabs,
    reported,
    stamped,
    acts,
    isClockTrue: () => clockOffset === 0,
    setClock: (byMillis: number) => {
      clockOffset += byMillis;
    },
    clearStorage: () => publish(null),
    open(lagMillis: number, storage: Tab['storage'] = 'shared'): Tab {
      const page = new EventTarget();
      vi.stubGlobal('window', page);
      const tab = { page, storage, lagMillis, seen: durable, isFrozen: false } as Tab;
      const shared = {
        get: () => tab.seen.text,
        set: (_: string, text: string) => {
          tab.seen = publish(text, tab);
        },
        remove: () => {},
      };
      tab.session = createSession(
        storage === 'shared' ? shared : { get: () => null, set: () => null, remove: () => {} },
        { pageNow: () => now, epochNow: () => now + clockOffset, toEpoch: (moment) => moment + clockOffset },
        guard,
        (name, at) => reported.push({ name, id: tab.session.id(), at }),
      );
      tabs.push(tab);
      runIn(tab, tab.session.open);
      return tab;
    },
    /** A person does something. */
    act(tab: Tab) {
      acts.push(now + clockOffset);
      runIn(tab, () => dispatch(tab, 'click'));
    },
    /** A record: it happens now, and is stamped once the session is settled. */
    record: (tab: Tab) =>
      runIn(tab, () => {
        const at = now + clockOffset;
        const place = tab.session.within(() => tab.session.id)();
        tab.session.whenSettled(() => stamped.push({ id: place(), at, tab }));
      }),
    close(tab: Tab) {
      runIn(tab, tab.session.settle);
      tab.session.stop();
      tabs.splice(tabs.indexOf(tab), 1);
    },
    advance(millis: number) {
      const until = now + millis;
      for (;;) {
        const [next] = tasks
          .filter(({ at, tab }) => at <= until && !tab.isFrozen)
          .sort((a, b) => a.at - b.at || a.order - b.order);
        if (!next) break;
        tasks.splice(tasks.indexOf(next), 1);
        now = Math.max(now, next.at);
        if (tabs.includes(next.tab)) runIn(next.tab, next.run);
      }
      now = until;
    },
  };
}
type World = ReturnType<typeof createWorld>;

/** Lets pending work end; each tab then records its session. */
function settled(world: World): string[] {
  for (const tab of world.tabs) tab.isFrozen = false;
  world.advance(SETTLE_MILLIS + MAX_LAG_MILLIS);
  for (const tab of world.tabs) world.record(tab);
  world.advance(4 * SETTLE_MILLIS);
  const last = new Map(world.stamped.map(({ tab, id }) => [tab, id]));
  return world.tabs.filter(({ storage }) => storage === 'shared').map((tab) => last.get(tab) ?? 'none');
}
/** When each session began, or ended; that it did so once only is seen on the way. */
function times(world: World, name: string): Map<string, number> {
  const times = new Map<string, number>();
  for (const event of world.reported.filter((event) => event.name === name)) {
    expect(times.has(event.id), `${name} of ${event.id} is reported once`).toBe(false);
    times.set(event.id, event.at);
  }
  return times;
}
/** No record is of a session that had ended when it happened. */
function expectNoneLate({ stamped, acts, isClockTrue }: World, starts: Map<string, number>) {
  for (const { id, at } of stamped) {
    const start = starts.get(id);
    // A private tab that was closed at once may have reported none.
    if (start === undefined) continue;
    expect(at - start, 'age').toBeLessThan(MAX_SESSION_MILLIS);
    // Half hours of a clock that jumps are none.
    if (!isClockTrue()) continue;
    const isActive = [start, ...acts].some((act) => act > at - MAX_IDLE_MILLIS && act <= at + MINUTE);
    expect(isActive, 'somebody was there in the half hour before').toBe(true);
  }
}

const lag = fc.integer({ min: 0, max: MAX_LAG_MILLIS });
const tab = fc.nat({ max: 4 });
const pause = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 400 }) },
  { weight: 3, arbitrary: fc.integer({ min: 1_000, max: 29 * MINUTE }) },
  { weight: 2, arbitrary: fc.constantFrom(MAX_IDLE_MILLIS - 1, MAX_IDLE_MILLIS, MAX_IDLE_MILLIS + 1) },
  { weight: 1, arbitrary: fc.constantFrom(MAX_SESSION_MILLIS, 9 * 60 * MINUTE) },
);
const everyday = [
  { weight: 4, arbitrary: fc.record({ do: fc.constant('record'), tab }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('act'), tab }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('advance'), millis: pause }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('open'), lag }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('close'), tab }) },
] as const;
const faults = [
  { weight: 2, arbitrary: fc.record({ do: fc.constant('freeze'), tab }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('thaw'), tab }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('close at once'), tab }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('open where storage throws'), lag }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('clear storage') }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('set clock'),
      millis: fc.integer({ min: -90 * MINUTE, max: 90 * MINUTE }),
    }),
  },
] as const;
type Step = { do: string; tab?: number; millis?: number; lag?: number };

function run(world: World, { do: action, tab: index = 0, millis = 0, lag: lagMillis = 0 }: Step) {
  const { tabs } = world;
  const one = tabs[index % (tabs.length || 1)];
  if (action === 'advance') world.advance(millis);
  else if (action === 'clear storage') world.clearStorage();
  else if (action === 'set clock') {
    world.advance(SETTLE_MILLIS);
    world.setClock(millis);
  } else if (action.startsWith('open')) {
    // A page always has a record once it is ready.
    if (tabs.length < 5) world.record(world.open(lagMillis, action === 'open' ? 'shared' : 'throws'));
  } else if (!one) return;
  else if (action === 'thaw') one.isFrozen = false;
  else if (one.isFrozen) return;
  else if (action === 'freeze') one.isFrozen = true;
  else if (action === 'act') world.act(one);
  else if (action === 'record') world.record(one);
  else if (action === 'close at once') world.close(one);
  else if (action === 'close') {
    world.advance(SETTLE_MILLIS);
    world.close(one);
  }
}
const runs = { numRuns: Number(process.env.RUNS ?? 300) };

it('tabs agree: each session begins and ends once, none too early, and every record belongs to a reported session', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(...everyday), { maxLength: 60 }), (steps) => {
      const world = createWorld();
      for (const step of steps) run(world, step);
      expect(new Set(settled(world)).size).toBeLessThanOrEqual(1);
      const starts = times(world, 'session.start');
      const ends = times(world, 'session.end');
      const ids = [...starts.keys()];
      // One after the other; all but the last one have ended.
      expect([...ends.keys()]).toEqual(ids.slice(0, -1));
      for (const { id } of world.stamped) expect(ids).toContain(id);
      expectNoneLate(world, starts);
      for (const [index, id] of ids.slice(1).entries()) {
        const at = starts.get(id) ?? 0;
        const begunAt = starts.get(ids[index] ?? '') ?? 0;
        const activeAt = Math.max(begunAt, ...world.acts.filter((act) => act < at));
        // Activity is written down every ten seconds.
        const isTime = at >= activeAt + MAX_IDLE_MILLIS - 10_000 || at >= begunAt + MAX_SESSION_MILLIS;
        expect(isTime, 'it ended in its time').toBe(true);
      }
    }),
    runs,
  );
});

it('tabs agree in the end, and no session lives too long, whatever becomes of clocks, storage and frozen tabs', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(...everyday, ...faults), { maxLength: 60 }), (steps) => {
      const world = createWorld();
      for (const step of steps) run(world, step);
      settled(world);
      // A clock that was set back and forth may leave two sessions; the next written activity of a person ends that.
      world.advance(10_000);
      for (const tab of world.tabs) world.act(tab);
      expect(new Set(settled(world)).size).toBeLessThanOrEqual(1);
      const starts = times(world, 'session.start');
      times(world, 'session.end');
      expectNoneLate(world, starts);
    }),
    runs,
  );
});
