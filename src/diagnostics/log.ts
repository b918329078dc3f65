/** Where otel-rum speaks of itself. Nothing here ever throws. */
export interface Log {
  /** Once per text, in production too: for what the app's developer must mend. */
  warn(text: string): void;
  /** Only with `debug: true`, at a level that consoles show: `console.debug` is hidden below "Verbose" in Chromium. */
  debug(text: string, detail?: unknown): void;
}

/** The first argument of all that is said. */
export const PREFIX = '[otel-rum]';

/** Logs to the console as it is at the call: a page that silences its console, or takes it away, silences us too. */
export function createLog(isDebug: boolean): Log {
  const said = new Set<string>();
  const say = (level: 'warn' | 'info', ...texts: unknown[]) => {
    try {
      console[level](PREFIX, ...texts);
    } catch {
      // There is nowhere left to tell of it.
    }
  };
  return {
    warn(text) {
      if (said.has(text)) return;
      said.add(text);
      say('warn', text);
    },
    debug: isDebug
      ? (text, detail) => say('info', text, ...(detail === undefined ? [] : [detail]))
      : () => {},
  };
}
