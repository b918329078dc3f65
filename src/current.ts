import { type Moment, readMoment } from './browser/clock.js';
import { isBrowser } from './browser/natives.js';
import type { Report } from './diagnostics/report.js';
import { ANSWERED, BUFFERED, inertRum, type Rum } from './rum.js';

/** State of otel-rum on this page, shared by all copies of the package. */
interface Holder {
  rum: Rum | undefined;
  /** Calls from before `initRum()`, oldest first. */
  queue: [verb: keyof Rum, args: unknown[], moment?: Moment][];
  /** Time and URL of the early call that is being replayed. */
  moment?: Moment | undefined;
  handle: Rum;
  observers?: Set<(report: Report) => void>;
}

type AnyVerb = (...args: unknown[]) => unknown;

const KEY = Symbol.for('otel-rum');
const MAX_QUEUED_CALLS = 100;

function createHolder(): Holder {
  const holder: Holder = {
    rum: undefined,
    queue: [],
    handle: {
      observe(listener: (report: Report) => void) {
        const observers = observersOf();
        observers.add(listener);
        return () => void observers.delete(listener);
      },
    } as Rum,
  };
  const verbs = holder.handle as unknown as Record<string, AnyVerb>;
  for (const verb of ANSWERED) {
    verbs[verb] = (...args) => ((holder.rum ?? inertRum)[verb] as AnyVerb)(...args);
  }
  for (const verb of BUFFERED) {
    verbs[verb] = (...args) => {
      if (holder.rum) (holder.rum[verb] as AnyVerb)(...args);
      else if (holder.queue.length < MAX_QUEUED_CALLS)
        holder.queue.push([verb, args, holder.moment ?? readMoment()]);
    };
  }
  return holder;
}

const holderOf = (): Holder => {
  const home = globalThis as { [KEY]?: Holder };
  home[KEY] ??= createHolder();
  return home[KEY];
};

/**
 * Returns the page's Rum. Calls before `initRum` are queued, at most 100; on a server it does nothing. Always the same object, so
 * it may be kept.
 * @example getRum().captureError(error)
 */
export const getRum = (): Rum => (isBrowser() ? holderOf().handle : inertRum);

/** Returns the observers of the page's Rum, the running one and later ones. */
export const observersOf = () => {
  const holder = holderOf();
  holder.observers ??= new Set();
  return holder.observers;
};

/** Returns the running Rum, if any. */
export const runningRum = (): Rum | undefined => holderOf().rum;

/** Makes this the page's running Rum and replays the queued calls; undefined: none runs any more. */
export function setRunningRum(rum: Rum | undefined): void {
  const holder = holderOf();
  holder.rum = rum;
  if (!rum) return;
  for (const [verb, args, moment] of holder.queue.splice(0))
    asOf(moment, () => (rum[verb] as AnyVerb)(...args));
}

/** Makes a call with the time and URL of an early call. */
export function asOf(moment: Moment | undefined, call: () => void): void {
  const holder = holderOf();
  holder.moment = moment;
  try {
    call();
  } finally {
    holder.moment = undefined;
  }
}

/** Returns the time and URL of the early call that is being replayed; undefined if none is. */
export const earlyMoment = (): Moment | undefined => holderOf().moment;
