import type { Report } from './report.js';

/** What `debug` reports: a sentence, and the record, batch or request that it is about. */
export type Note = Pick<Report, 'text' | 'detail'>;

/** Console output of otel-rum itself. Never throws. */
export interface Log {
  /** Logs each text once, in production too: a problem that the app's developer has to fix. */
  warn(text: string): void;
  /**
   * Reports to observers. With `debug: true` it logs too, with `console.info` or in a collapsed group: Chromium hides
   * `console.debug` below the level "Verbose".
   * @param note a sentence, or a function that makes the note; it is not called if nobody would see the note
   * @param fault what was thrown
   */
  debug(note: string | (() => Note), fault?: unknown): void;
}

/** First argument of every message. */
export const PREFIX = '[otel-rum]';

/** Logs a note. Its record, batch or request is in a collapsed group: a page makes many. */
function print(level: 'warn' | 'info', { text, detail }: Note): void {
  if (!detail?.about) {
    console[level](PREFIX, text, ...(detail === undefined ? [] : [detail]));
    return;
  }
  console.groupCollapsed(PREFIX, text);
  // Not `console.info`, which the instrumentation of the console would report: that would be one more record.
  console.dir(detail.about === 'record' ? JSON.parse(detail.otlp) : detail);
  console.groupEnd();
}

/**
 * Creates a log that uses the console as it is at each call, so that a page that silences its console silences us too.
 * @param observers are called with every message, also without `debug: true`
 */
export function createLog(
  isDebug: boolean,
  observers: ReadonlySet<(report: Report) => void> = new Set(),
): Log {
  const logged = new Set<string>();
  const write = (isWarning: boolean, note: Note) => {
    try {
      if (isWarning || isDebug) print(isWarning ? 'warn' : 'info', note);
    } catch {
      // The page has no working console.
    }
    for (const observer of observers) {
      try {
        observer({ ...note, isWarning });
      } catch {
        // A fault of the observer's.
      }
    }
  };
  return {
    warn(text) {
      if (logged.has(text)) return;
      logged.add(text);
      write(true, { text });
    },
    debug(note, fault) {
      if (isDebug || observers.size)
        write(false, typeof note === 'string' ? { text: note, detail: fault as Note['detail'] } : note());
    },
  };
}
