import type { Log } from '../diagnostics/log.js';
import type { BeforeSend, SentRecord } from '../record.js';

/** Asks the app; a record that its callback throws at is not sent: it may be the one that should not be. */
export const createBeforeSend =
  (callback: BeforeSend | undefined, log: Log) =>
  (record: SentRecord): boolean => {
    try {
      return callback?.(record) !== false;
    } catch (fault) {
      log.warn(`beforeSend threw, and what it threw at is not sent: ${fault}`);
      return false;
    }
  };
