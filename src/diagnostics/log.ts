/** Where otel-rum speaks of itself. Nothing here ever throws. */
export interface Log {
  /** Once per text, in production too: for what the app's developer must mend. */
  warn(text: string): void;
  /** Only with `debug: true`. */
  debug(text: string, detail?: unknown): void;
}

const PREFIX = '[otel-rum]';

/** Logs to the console as it is at the call: a page that silences its console silences us too. */
export function createLog(isDebug: boolean): Log {
  const said = new Set<string>();
  return {
    warn(text) {
      if (said.has(text)) return;
      said.add(text);
      console.warn(PREFIX, text);
    },
    debug: isDebug
      ? (text, detail) => console.debug(PREFIX, text, ...(detail === undefined ? [] : [detail]))
      : () => {},
  };
}
