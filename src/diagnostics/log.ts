import type { Report } from './report.js';

/** Console output of otel-rum itself. Never throws. */
export interface Log {
  /** Logs each text once, in production too: a problem that the app's developer has to fix. */
  warn(text: string): void;
  /**
   * Reports to observers. With `debug: true` it logs too, as `console.info`: Chromium hides `console.debug` below the level
   * "Verbose".
   */
  debug(text: string, detail?: unknown): void;
}

/** First argument of every message. */
export const PREFIX = '[otel-rum]';

/**
 * Creates a log that uses the console as it is at each call, so that a page that silences its console silences us too.
 * @param observers are called with every message, also without `debug: true`
 */
export function createLog(isDebug: boolean, observers: Iterable<(report: Report) => void> = []): Log {
  const logged = new Set<string>();
  const write = (level: 'warn' | 'info', text: string, ...details: unknown[]) => {
    const isWarning = level === 'warn';
    try {
      if (isWarning || isDebug) console[level](PREFIX, text, ...details);
    } catch {
      // The page has no working console.
    }
    for (const observer of observers) {
      try {
        observer({ text, isWarning, detail: details[0] as Report['detail'] });
      } catch {
        // A fault of the observer's.
      }
    }
  };
  return {
    warn(text) {
      if (logged.has(text)) return;
      logged.add(text);
      write('warn', text);
    },
    debug: (text, ...details) => write('info', text, ...details),
  };
}
