/** Console output of otel-rum itself. Never throws. */
export interface Log {
  /** Logs each text once, in production too: a problem that the app's developer has to fix. */
  warn(text: string): void;
  /** Logs only with `debug: true`, as `console.info`: Chromium hides `console.debug` below the level "Verbose". */
  debug(text: string, detail?: unknown): void;
}

/** First argument of every message. */
export const PREFIX = '[otel-rum]';

/** Creates a log that uses the console as it is at each call, so that a page that silences its console silences us too. */
export function createLog(isDebug: boolean): Log {
  const logged = new Set<string>();
  const write = (level: 'warn' | 'info', ...texts: unknown[]) => {
    try {
      console[level](PREFIX, ...texts);
    } catch {
      // The page has no working console.
    }
  };
  return {
    warn(text) {
      if (logged.has(text)) return;
      logged.add(text);
      write('warn', text);
    },
    debug: isDebug
      ? (text, detail) => write('info', text, ...(detail === undefined ? [] : [detail]))
      : () => {},
  };
}
