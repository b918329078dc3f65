import { listenToPage } from '../../browser/lifecycle.js';
import { nativeSetTimeout } from '../../browser/natives.js';
import { createOncePerView } from '../../context/once-per-view.js';
import { isErrorItself } from '../../context/thrown.js';
import { PREFIX } from '../../diagnostics/log.js';
import type { Instrumentation, LogRecord } from '../../instrumentation.js';
import * as names from '../../semconv.js';
import { consoleText } from './console-text.js';
import { type ConsoleLevel, onConsole } from './patch-console.js';

export type { ConsoleLevel };

export interface ConsoleMessagesOptions {
  /** Console methods to report. @default ['warn', 'error'] */
  levels?: readonly ConsoleLevel[];
}

/** Maximum number of messages reported per page view. */
const MAX_PER_VIEW = 100;
/** OpenTelemetry's SeverityNumbers. */
const SEVERITY: Record<ConsoleLevel, number> = { debug: 5, log: 9, info: 9, warn: 13, error: 17 };

/**
 * Messages on the page's console: an event for each, with the first error among its arguments. An error that is also
 * unhandled is only an `exception` event. Not a default.
 * @example initRum({ …, instrumentations: (ours) => [...ours, consoleMessages({ levels: ['error'] })] })
 */
export const consoleMessages = ({
  levels = ['warn', 'error'],
}: ConsoleMessagesOptions = {}): Instrumentation => ({
  name: 'console',
  setup({ logger, clock, page, activeContext, guard, onPageEnd }) {
    const admit = createOncePerView(page, MAX_PER_VIEW);
    const uncaught = new WeakSet<object>();
    const waiting = new Set<() => void>();
    let serial = 0;
    let isReporting = false;

    const report = guard((level: ConsoleLevel, args: readonly unknown[]) => {
      if (!admit(`${serial++}`)) return;
      const error = args.find(isErrorItself);
      const record: LogRecord = {
        eventName: names.EVENT_CONSOLE,
        severityNumber: SEVERITY[level],
        severityText: level,
        timestamp: clock.epochNow(),
        body: consoleText(args),
        attributes: { [names.CONSOLE_METHOD]: level },
        context: activeContext(),
        exception: error,
      };
      if (!error) return logger.emit(record);
      // Frameworks log errors and rethrow them: whether this one is unhandled is known after this task.
      const emit = guard(() => {
        if (waiting.delete(emit) && !uncaught.has(error)) logger.emit(record);
      });
      waiting.add(emit);
      nativeSetTimeout(emit, 0);
    });
    const onUncaught = ({ error, reason }: Partial<ErrorEvent & PromiseRejectionEvent>) => {
      const thrown = error ?? reason;
      if (isErrorItself(thrown)) uncaught.add(thrown);
    };
    const emitWaiting = () => {
      for (const emit of waiting) emit();
    };
    onPageEnd(emitWaiting);
    const stops = [
      ...['error', 'unhandledrejection'].map((type) => listenToPage(type, guard(onUncaught))),
      ...levels.map((level) =>
        onConsole(level, (args) => {
          // Skips otel-rum's own messages, and those that a getter of an error logs while it is read.
          if (isReporting || args[0] === PREFIX) return;
          isReporting = true;
          report(level, args);
          isReporting = false;
        }),
      ),
    ];
    return () => {
      for (const stop of stops) stop();
      emitWaiting();
    };
  },
});
