import { ROOT_CONTEXT } from '@opentelemetry/api';
import { describeInvoker } from '../browser/element-name.js';
import { observe } from '../browser/observe.js';
import { isOwnScript } from '../browser/script.js';
import { scriptPlace } from '../context/stack-frames.js';
import type { Instrumentation } from '../instrumentation.js';
import * as names from '../semconv.js';

/** The parts of the Long Animation Frames API that are used here: https://w3c.github.io/long-animation-frames/ */
interface LongFrame extends PerformanceEntry {
  readonly blockingDuration: number;
  readonly styleAndLayoutStart: number;
  readonly scripts: readonly (PerformanceEntry & {
    readonly sourceURL: string;
    readonly sourceFunctionName: string;
    readonly sourceCharPosition: number;
    readonly invoker: string;
  })[];
}

export interface LongFramesOptions {
  /** Minimum duration of a reported frame, in milliseconds; browsers report none under 50. @default 100 */
  minDurationMillis?: number;
}

/** OpenTelemetry's SeverityNumber INFO. */
const SEVERITY_INFO = 9;

/** Long animation frames: an event for each, with its longest script. Only Chromium reports them. */
export const longFrames = ({ minDurationMillis = 100 }: LongFramesOptions = {}): Instrumentation => ({
  name: 'long-frames',
  setup({ logger, clock, actions, guard, onPageEnd }) {
    const observation = observe<LongFrame>(
      'long-animation-frame',
      guard((frames) => {
        for (const frame of frames) {
          if (frame.duration < minDurationMillis) continue;
          const [longest] = frame.scripts
            .filter(({ sourceURL }) => !isOwnScript(sourceURL))
            .sort((a, b) => b.duration - a.duration);
          const place = longest && scriptPlace(longest);
          const endedAt = frame.startTime + frame.duration;
          // Reported in a separate task: the event belongs to the action that ran during the frame.
          const action = actions.within(frame.startTime, endedAt);
          action?.touch(endedAt);
          logger.emit({
            context: action?.context ?? ROOT_CONTEXT,
            eventName: names.EVENT_LONG_ANIMATION_FRAME,
            severityNumber: SEVERITY_INFO,
            timestamp: clock.toEpoch(frame.startTime),
            attributes: {
              [names.FRAME_DURATION]: frame.duration,
              [names.FRAME_BLOCKING_DURATION]: frame.blockingDuration,
              [names.FRAME_STYLE_AND_LAYOUT_DURATION]: frame.styleAndLayoutStart
                ? endedAt - frame.styleAndLayoutStart
                : 0,
              ...(longest && {
                [names.FRAME_SCRIPT_URL]: longest.sourceURL || undefined,
                [names.FRAME_SCRIPT_FUNCTION]: longest.sourceFunctionName || undefined,
                [names.FRAME_SCRIPT_INVOKER]: describeInvoker(longest.invoker) || undefined,
                [names.FRAME_SCRIPT_DURATION]: longest.duration,
                [names.FRAME_SCRIPT_DEBUG_ID]: place?.debugId,
                [names.FRAME_SCRIPT_POSITION]: place?.sourceCharPosition,
              }),
            },
          });
        }
      }),
    );
    onPageEnd(() => observation?.drain());
    return observation?.stop;
  },
});
