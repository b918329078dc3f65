import { messageOf } from '../context/thrown.js';
import type { Log } from '../diagnostics/log.js';
import type { BeforeSend, SentRecord } from '../record.js';

const { then } = Promise.prototype;
const nothing = () => {};

/**
 * Asks the app. `true`, nothing and the record itself send the record, `false` drops it. Any other answer, as null or the promise
 * of an async function, drops it too, and so does a callback that throws: the record may be the one that must not leave.
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
      if (answer === false) return false;
      if (answer !== undefined && answer !== true && answer !== record) {
        // Its rejection would be another error to report, and so on without end.
        const isPromise = answer instanceof Promise;
        if (isPromise) then.call(answer, nothing, nothing);
        return drop(`returned ${isPromise ? 'a promise' : typeof answer}, not true or false`);
      }
      if (typeof record.name !== 'string') record.name = name;
      const { attributes } = record;
      return typeof attributes === 'object' && attributes ? true : drop('took the attributes away');
    } catch (fault) {
      return drop(`threw ${messageOf(fault)}`);
    }
  };
}
