import type { Case } from './case.js';
import type { Run } from './run.js';
import type { Seen } from './server.js';

/**
 * A promise that came through `then()` once settles one microtask after the one beneath it. A wrapper that is to learn
 * how a request ended, and is to leave unhandled rejections to the app, cannot do with less.
 */
export const MAX_MORE_TICKS = 1;

/** Where a patched run differs from the native one: a line for each place, with both values. */
export function differences(
  tested: Pick<Case, 'addsPreflight' | 'isRace'>,
  native: Run,
  patched: Run,
): string[] {
  const found: string[] = [];
  const view = ({ observed, threw, unhandled, console, uncaught, server, failed }: Run) => ({
    ...{ observed, threw, unhandled, console, uncaught, failed },
    server: asCompared(server, tested),
  });
  walk(view(native), view(patched), [], found);
  for (const what of new Set([...Object.keys(native.ticks ?? {}), ...Object.keys(patched.ticks ?? {})])) {
    const [expected, got] = [native.ticks?.[what], patched.ticks?.[what]];
    const isWithin =
      expected !== undefined && got !== undefined && got >= expected && got <= expected + MAX_MORE_TICKS;
    if (!isWithin) found.push(`ticks ${what}: ${expected} → ${got}`);
  }
  return found;
}

/** What the server saw, without what the patch is there to add. */
function asCompared(
  seen: Seen[],
  { addsPreflight, isRace }: Pick<Case, 'addsPreflight' | 'isRace'>,
): unknown {
  if (isRace) return undefined;
  return seen
    .filter(({ method }) => !(addsPreflight && method === 'OPTIONS'))
    .map(({ isTraced: _, ...request }) => request);
}

function walk(native: unknown, patched: unknown, path: string[], found: string[]): void {
  if (Object.is(native, patched)) return;
  if (typeof native === 'object' && typeof patched === 'object' && native && patched) {
    const [keys, others] = [Object.keys(native), Object.keys(patched)];
    for (const key of new Set([...keys, ...others])) {
      walk((native as never)[key], (patched as never)[key], [...path, key], found);
    }
    // In which order an object has its properties can be seen, too.
    const isReordered = keys.length === others.length && keys.every((key) => others.includes(key));
    if (isReordered && keys.join() !== others.join()) {
      found.push(`${path.join('.')}: ${keys} → ${others}`);
    }
    return;
  }
  found.push(`${path.join('.')}: ${show(native)} → ${show(patched)}`);
}

const show = (value: unknown): string => {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
};
