import type { Group, Outcome } from '../case.js';
import { caseId } from '../case-id.js';
import { describeError } from './describe.js';
import { createKit } from './kit.js';

/** Lets everything that is queued by now run: two turns of the event loop, since a rejection is told after a task. */
async function quiet(): Promise<void> {
  for (let turn = 0; turn < 2; turn += 1) {
    await new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        resolve(undefined);
      };
      port2.postMessage(undefined);
    });
  }
}

/** Gives the page its cases: the test calls `runCase(name)` for one after the other. */
export function offer(group: Group): void {
  const unhandled: unknown[] = [];
  addEventListener('unhandledrejection', ({ reason }) => unhandled.push(describeError(reason)));
  addEventListener('rejectionhandled', ({ reason }) =>
    unhandled.push({ handledLate: describeError(reason) }),
  );

  const runCase = async (name: string): Promise<Outcome> => {
    const found = group.cases.find((candidate) => candidate.name === name);
    if (!found) throw new Error(`No case '${name}' in ${group.name}`);
    unhandled.length = 0;
    const ticks: Record<string, number> = {};
    const outcome: { observed?: unknown; threw?: unknown } = {};
    try {
      outcome.observed = await found.run(createKit(caseId(name), ticks));
    } catch (error) {
      outcome.threw = describeError(error);
    }
    await quiet();
    return { ...outcome, ticks, unhandled: [...unhandled] };
  };
  Object.assign(globalThis, { group, runCase });
}
