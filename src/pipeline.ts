import { type Context, type Span, SpanKind } from '@opentelemetry/api';
import type { Clock } from './browser/clock.js';
import type { Lifecycle } from './browser/lifecycle.js';
import type { UserActions } from './context/user-action.js';
import type { Guard } from './diagnostics/guard.js';
import type { Place } from './processors/enrich.js';
import { limitAttributes, limitValue } from './processors/limit.js';
import type { Redact } from './processors/redact.js';
import type { AnyValue, LogData, Signal, SpanRecord } from './record.js';
import * as names from './semconv.js';
import type { Delivery } from './transport/delivery.js';
import { encodeLog, encodeSpan } from './transport/encode.js';
import { PRIORITY, type Priority } from './transport/outbox.js';

/** The way of a span or log record from its signal to the outbox. */
export interface Pipeline {
  onSpanStart(span: Span, parent: Context): void;
  onSpanEnd(span: SpanRecord): void;
  onLog(log: LogData): void;
}

export interface PipelineConfig {
  readonly lifecycle: Lifecycle;
  readonly guard: Guard;
  readonly clock: Clock;
  readonly actions: UserActions;
  readonly delivery: Pick<Delivery, 'add' | 'drop'>;
  readonly enrich: () => Place;
  readonly redact: Redact;
  readonly isSampled: () => boolean;
}

/** Records that may wait for the page's first idle moment. */
const MAX_EARLY_RECORDS = 2_048;

const LOG_PRIORITY = new Map<string | undefined, Priority>([
  [names.EVENT_EXCEPTION, PRIORITY.error],
  [names.EVENT_WEB_VITAL, PRIORITY.metric],
  [names.EVENT_CLICK, PRIORITY.action],
  [names.EVENT_NAVIGATION, PRIORITY.action],
]);
const spanPriority = ({ kind, name, attributes }: SpanRecord): Priority => {
  if (kind === SpanKind.CLIENT) return PRIORITY.request;
  return name === names.SPAN_NAVIGATION || attributes[names.ACTION_TYPE] ? PRIORITY.action : PRIORITY.rest;
};

/**
 * Enriched at start; at the end sampled, redacted, limited, encoded. Until the page is ready a record waits as it is:
 * the session lives in storage, whose first touch may block.
 */
export function createPipeline(config: PipelineConfig): Pipeline {
  const { lifecycle, clock, actions, delivery, enrich, redact } = config;
  const started = new WeakMap<object, { place: Place; release: ((endedAt: number) => void) | undefined }>();
  let early = 0;
  const redacted = <T extends object>(values: T): T => {
    redact(values as Record<string, AnyValue>);
    return values;
  };

  const whenReady = (signal: Signal, process: () => void) => {
    if (early >= MAX_EARLY_RECORDS) return delivery.drop(signal);
    early++;
    const guarded = config.guard(process);
    lifecycle.whenReady(() => {
      early--;
      guarded();
    });
  };

  return {
    onSpanStart(span) {
      // What an action causes, by whomever it is traced, keeps the action open.
      const release = actions.ofTrace(span.spanContext().traceId)?.hold();
      started.set(span, { place: enrich(), release });
    },
    onSpanEnd(span) {
      const { place, release } = started.get(span) ?? { place: enrich(), release: undefined };
      release?.(span.endTime[0] * 1_000 + span.endTime[1] / 1e6 - clock.toEpoch(0));
      whenReady('traces', () => {
        // A copy, by prototype: the span is the SDK's, and may be in other hands too.
        const record: SpanRecord = Object.create(span, {
          attributes: { value: redacted({ ...place(), ...span.attributes }) },
          events: {
            value: span.events.map((event) => ({ ...event, attributes: redacted({ ...event.attributes }) })),
          },
          links: {
            value: span.links.map((link) => ({ ...link, attributes: redacted({ ...link.attributes }) })),
          },
          status: { value: redacted({ ...span.status }) },
        });
        delivery.add('traces', spanPriority(span), {
          scope: span.instrumentationScope,
          json: encodeSpan(record),
        });
      });
    },
    onLog(log) {
      const place = enrich();
      if (log.eventName === names.EVENT_EXCEPTION) actions.current()?.touch();
      whenReady('logs', () => {
        if (!config.isSampled()) return;
        const { attributes, dropped } = limitAttributes({ ...place(), ...log.attributes });
        const { body } = redacted({ body: limitValue(log.body) });
        const priority = LOG_PRIORITY.get(log.eventName) ?? PRIORITY.rest;
        delivery.add('logs', priority, {
          scope: log.scope,
          json: encodeLog({ ...log, body, attributes: redacted(attributes) }, dropped),
        });
      });
    },
  };
}
