import { type Moment, readMoment } from './browser/clock.js';
import { isBrowser } from './browser/natives.js';
import { ANSWERED, BUFFERED, inertRum, type Rum } from './rum.js';

/** What one page knows of otel-rum, shared by all copies of the package on it. */
interface Holder {
  rum: Rum | undefined;
  /** Calls made before there was a Rum, oldest first. */
  queue: [verb: keyof Rum, args: unknown[], moment?: Moment][];
  /** The moment of an early call, while that is made up for. */
  moment?: Moment | undefined;
  handle: Rum;
}

type AnyVerb = (...args: unknown[]) => unknown;

const KEY = Symbol.for('otel-rum');
const MAX_QUEUED_CALLS = 100;

function createHolder(): Holder {
  const holder: Holder = {
    rum: undefined,
    queue: [],
    handle: {} as Rum,
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
 * The page's Rum. Before `initRum` its calls wait, 100 at the most; on a server it does nothing. Always the same
 * object, so it may be kept.
 * @example getRum().captureError(error)
 */
export const getRum = (): Rum => (isBrowser() ? holderOf().handle : inertRum);

/** The Rum that runs, if there is one. */
export const runningRum = (): Rum | undefined => holderOf().rum;

/** Makes this the page's Rum and hands it the calls that waited; undefined: none runs any more. */
export function setRunningRum(rum: Rum | undefined): void {
  const holder = holderOf();
  holder.rum = rum;
  if (!rum) return;
  for (const [verb, args, moment] of holder.queue.splice(0))
    asOf(moment, () => (rum[verb] as AnyVerb)(...args));
}

/** Makes an early call as of its own moment. */
export function asOf(moment: Moment | undefined, call: () => void): void {
  const holder = holderOf();
  holder.moment = moment;
  try {
    call();
  } finally {
    holder.moment = undefined;
  }
}

/** The moment of the early call that is made now; undefined if none is. */
export const earlyMoment = (): Moment | undefined => holderOf().moment;
