import { type Attributes, type Context, type Span, TraceFlags } from '@opentelemetry/api';
import type { Clock } from '../browser/clock.js';
import { isGuessed } from '../causality/cause.js';
import type { UserActions } from '../causality/user-action.js';
import type { Guard } from '../diagnostics/guard.js';
import type { Place } from '../processors/enrich.js';
import { limitAttributes, limitValue } from '../processors/limit.js';
import type { Redact } from '../processors/redact.js';
import type { Ring } from '../processors/ring.js';
import type { AnyValue, LogData, SentRecord, Signal, SpanRecord } from '../record.js';
import * as names from '../semconv.js';
import type { Delivery } from '../transport/delivery.js';
import { encodeLog, encodeSpan } from '../transport/encode.js';
import { logPriority, spanPriority } from '../transport/order.js';

/** Passes spans and log records from their signal through the processors to the outbox. */
export interface Pipeline {
  onSpanStart(span: Span & Partial<Pick<SpanRecord, 'links'>>, parent: Context): void;
  onSpanEnd(span: SpanRecord): void;
  onLog(log: LogData): void;
}

export interface PipelineConfig {
  /** Calls back when records may be processed, or with false if they must be dropped. */
  readonly whenAllowed: (callback: (isAllowed: boolean) => void) => void;
  readonly guard: Guard;
  readonly clock: Clock;
  readonly actions: UserActions;
  readonly delivery: Pick<Delivery, 'add' | 'drop'>;
  readonly enrich: () => Place;
  readonly redact: Redact;
  readonly beforeSend: (record: SentRecord) => boolean;
  readonly isSampled: () => boolean;
  /** Keeps records that are not sampled for an error; undefined: they are dropped. */
  readonly ring: Ring | undefined;
}

/** Maximum number of records that wait for the page to be ready. */
const MAX_EARLY_RECORDS = 2_048;

/** Returns the type of an unhandled error, which makes its user action fail. */
const uncaughtType = ({ attributes }: LogData) =>
  attributes[names.EXCEPTION_HANDLED] === false ? String(attributes[names.EXCEPTION_TYPE]) : undefined;
/** OpenTelemetry's SeverityNumber ERROR. */
const SEVERITY_ERROR = 17;
/** Whether a log is an exception, not only a notice. */
const isError = ({ eventName, severityNumber = SEVERITY_ERROR }: LogData) =>
  eventName === names.EVENT_EXCEPTION && severityNumber >= SEVERITY_ERROR;

/**
 * Creates the pipeline. A record is enriched at its start; at its end sampled, redacted, limited and encoded. Until the page is ready
 * records wait unprocessed: the session is in storage, whose first access may block.
 */
export function createPipeline(config: PipelineConfig): Pipeline {
  const { clock, actions, delivery, enrich, redact, beforeSend, ring } = config;
  const started = new WeakMap<object, { place: Place; release: ((endedAt: number) => void) | undefined }>();
  let early = 0;
  const redacted = <T extends object>(values: T): T => {
    redact(values as Record<string, AnyValue>);
    return values;
  };

  const limitedAndRedacted = <T extends SpanRecord['events' | 'links'][number]>(item: T): T => {
    const { attributes, dropped } = limitAttributes(item.attributes ?? {});
    return {
      ...item,
      attributes: redacted(attributes),
      droppedAttributesCount: (item.droppedAttributesCount ?? 0) + dropped,
    };
  };

  const whenAllowed = (signal: Signal, process: () => void) => {
    if (early >= MAX_EARLY_RECORDS) return delivery.drop(signal);
    early++;
    const guarded = config.guard(process);
    config.whenAllowed((isAllowed) => {
      early--;
      if (isAllowed) guarded();
    });
  };
  /** Sends a record if its session is sampled; otherwise keeps it for an error. */
  const sendOrKeep = (isSampled: boolean, send: (kept: Attributes) => void) => {
    if (isSampled) send({});
    else ring?.push(() => send({ [names.KEPT_ON_ERROR]: true }));
  };

  return {
    onSpanStart(span, parent) {
      if (isGuessed(parent)) span.setAttribute(names.ACTION_GUESSED, true);
      // A span in an action's trace keeps the action open, whoever created it.
      const contexts = [span.spanContext(), ...(span.links ?? []).map(({ context }) => context)];
      const release = contexts
        .map(({ traceId }) => actions.ofTrace(traceId))
        .find(Boolean)
        ?.hold();
      started.set(span, { place: enrich(), release });
    },
    onSpanEnd(span) {
      const { place, release } = started.get(span) ?? { place: enrich(), release: undefined };
      release?.(span.endTime[0] * 1_000 + span.endTime[1] / 1e6 - (span.offsetMillis ?? clock.toEpoch(0)));
      const isSampled = (span.spanContext().traceFlags & TraceFlags.SAMPLED) > 0;
      whenAllowed('traces', () => {
        const at = place();
        sendOrKeep(isSampled, (kept) => {
          const limited = limitAttributes({ ...at, ...kept, ...span.attributes });
          const sent: SentRecord = {
            kind: 'span',
            ...redacted({ name: span.name }),
            attributes: redacted(limited.attributes),
          };
          if (!beforeSend(sent)) return;
          const { attributes, dropped } = limitAttributes(sent.attributes);
          // A copy, with the span as prototype: others may hold the SDK's span.
          const record = {
            __proto__: span,
            name: sent.name,
            attributes,
            droppedAttributesCount: span.droppedAttributesCount + limited.dropped + dropped,
            events: span.events.map(limitedAndRedacted),
            links: span.links.map(limitedAndRedacted),
            status: redacted({ ...span.status }),
          } as unknown as SpanRecord;
          delivery.add('traces', spanPriority(span), {
            name: sent.name,
            scope: span.instrumentationScope,
            json: encodeSpan(record),
          });
        });
      });
    },
    onLog(log) {
      const place = enrich();
      const { eventName } = log;
      if (isError(log)) actions.current()?.touch(undefined, uncaughtType(log));
      // With the current values, and limited before it waits.
      const limited = limitAttributes(log.attributes);
      const logBody = limitValue(log.body);
      whenAllowed('logs', () => {
        const isSampled = config.isSampled();
        const at = place();
        sendOrKeep(isSampled, (kept) => {
          const sent: SentRecord = {
            kind: 'log',
            ...redacted({ name: eventName, body: logBody }),
            attributes: redacted({ ...at, ...kept, ...limited.attributes }),
          };
          if (!beforeSend(sent)) return;
          const { attributes, dropped } = limitAttributes(sent.attributes);
          delivery.add('logs', logPriority(log), {
            name: sent.name,
            scope: log.scope,
            json: encodeLog(
              { ...log, eventName: sent.name, body: limitValue(sent.body), attributes },
              dropped + limited.dropped,
            ),
          });
        });
        const isPoor = log.attributes[names.WEB_VITAL_RATING] === 'poor';
        if (!isSampled && (isPoor || isError(log))) ring?.release();
      });
    },
  };
}
