import { messageOf } from '../context/thrown.js';
import type { Log } from '../diagnostics/log.js';
import type { BeforeSend, SentRecord } from '../record.js';

const { then } = Promise.prototype;
const nothing = () => {};

/**
 * Creates the function that asks the app's `beforeSend`. `true`, undefined and the record itself send the record; `false` drops
 * it. Any other result, such as null or the promise of an async function, and an error drop it too, with a warning: the
 * record may be one that must not be sent.
 * @returns whether the record is sent
 */
export function createBeforeSend(
  callback: BeforeSend | undefined,
  log: Log,
): (record: SentRecord) => boolean {
  const drop = (why: string) => {
    log.warn(`beforeSend ${why}: the record was dropped`);
    return false;
  };
  return (record) => {
    const { name } = record;
    try {
      const answer: unknown = callback?.(record);
      if (answer === false) {
        log.debug(() => ({ text: `beforeSend dropped ${name ?? 'a log record'}` }));
        return false;
      }
      if (answer !== undefined && answer !== true && answer !== record) {
        // An unhandled rejection of it would be one more error to report, endlessly.
        const isPromise = answer instanceof Promise;
        if (isPromise) then.call(answer, nothing, nothing);
        return drop(`returned ${isPromise ? 'a promise' : typeof answer}, not true or false`);
      }
      if (typeof record.name !== 'string') record.name = name;
      const { attributes } = record;
      return typeof attributes === 'object' && attributes ? true : drop('removed the attributes');
    } catch (fault) {
      return drop(`threw ${messageOf(fault)}`);
    }
  };
}
