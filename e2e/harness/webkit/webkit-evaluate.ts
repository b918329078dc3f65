import type { WebKitSession } from './webkit-session.js';

type Evaluate = (work: string | ((arg: never) => unknown), arg?: unknown) => Promise<unknown>;
/** What became of the work so far. */
type Outcome = { value: unknown } | { error: string } | 'pending' | null;

const PLACE = '__evaluated';
let lastId = 0;

/**
 * Makes Playwright's `page.evaluate()`: the work is begun by one command and asked about by others, so that what it waits
 * for may be caused by a command that comes after it.
 */
export function createEvaluate(session: WebKitSession, handle: string): Evaluate {
  return async (work, arg) => {
    const id = `${++lastId}`;
    // A function is a part of the command, which no policy of the page forbids; a text may be several statements.
    const call =
      typeof work === 'string'
        ? `(0, eval)(${JSON.stringify(work)})`
        : `(${work})(${arg === undefined ? '' : JSON.stringify(arg)})`;
    await session.inWindow(handle, (driver) =>
      driver.executeScript(
        `const all = window.${PLACE} ??= Object.create(null);
         const id = arguments[0];
         all[id] = 'pending';
         (async () => ${call})().then(
           (value) => { all[id] = { value }; },
           (error) => { all[id] = { error: String(error && error.stack ? error + '\\n' + error.stack : error) }; },
         );`,
        id,
      ),
    );
    for (;;) {
      const outcome = (await session.inWindow(handle, (driver) =>
        driver.executeScript(`return (window.${PLACE} || {})[arguments[0]] || null;`, id),
      )) as Outcome;
      if (outcome === 'pending') continue;
      if (!outcome) throw new Error('The page was left before it had an answer');
      if ('error' in outcome) throw new Error(outcome.error);
      return outcome.value ?? undefined;
    }
  };
}
