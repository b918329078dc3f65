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

/** The way of a span or log record from its signal to the outbox. */
export interface Pipeline {
  onSpanStart(span: Span & Partial<Pick<SpanRecord, 'links'>>, parent: Context): void;
  onSpanEnd(span: SpanRecord): void;
  onLog(log: LogData): void;
}

export interface PipelineConfig {
  /** Calls back once records may be processed, or with false where they must not. */
  readonly whenAllowed: (callback: (isAllowed: boolean) => void) => void;
  readonly guard: Guard;
  readonly clock: Clock;
  readonly actions: UserActions;
  readonly delivery: Pick<Delivery, 'add' | 'drop'>;
  readonly enrich: () => Place;
  readonly redact: Redact;
  readonly beforeSend: (record: SentRecord) => boolean;
  readonly isSampled: () => boolean;
  /** Where what is sampled out waits for an error; undefined: it goes nowhere. */
  readonly ring: Ring | undefined;
}

/** Records that may wait for the page's first idle moment. */
const MAX_EARLY_RECORDS = 2_048;

/** The type of an error that nobody caught: it makes the action fail that caused it. */
const uncaughtType = ({ attributes }: LogData) =>
  attributes[names.EXCEPTION_HANDLED] === false ? String(attributes[names.EXCEPTION_TYPE]) : undefined;
/** OpenTelemetry's SeverityNumber ERROR. */
const SEVERITY_ERROR = 17;
/** An exception, and no notice of one. */
const isError = ({ eventName, severityNumber = SEVERITY_ERROR }: LogData) =>
  eventName === names.EVENT_EXCEPTION && severityNumber >= SEVERITY_ERROR;

/**
 * Enriched at start; at the end sampled, redacted, limited, encoded. Until the page is ready a record waits as it is:
 * the session lives in storage, whose first touch may block.
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
  /** Sends a record of a session that is sampled; keeps one of another, should there be an error soon. */
  const sendOrKeep = (isSampled: boolean, send: (kept: Attributes) => void) => {
    if (isSampled) send({});
    else ring?.push(() => send({ [names.KEPT_ON_ERROR]: true }));
  };

  return {
    onSpanStart(span, parent) {
      if (isGuessed(parent)) span.setAttribute(names.ACTION_GUESSED, true);
      // What an action causes, by whomever it is traced, keeps the action open.
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
            name: span.name,
            attributes: redacted(limited.attributes),
          };
          if (!beforeSend(sent)) return;
          const { attributes, dropped } = limitAttributes(sent.attributes);
          // A copy, by prototype: the span is the SDK's, and may be in other hands too.
          const record: SpanRecord = Object.create(span, {
            name: { value: sent.name },
            attributes: { value: attributes },
            droppedAttributesCount: { value: span.droppedAttributesCount + limited.dropped + dropped },
            events: { value: span.events.map(limitedAndRedacted) },
            links: { value: span.links.map(limitedAndRedacted) },
            status: { value: redacted({ ...span.status }) },
          });
          delivery.add('traces', spanPriority(span), {
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
      // As it is now, and cut before it waits.
      const limited = limitAttributes(log.attributes);
      const logBody = limitValue(log.body);
      whenAllowed('logs', () => {
        const isSampled = config.isSampled();
        const at = place();
        sendOrKeep(isSampled, (kept) => {
          const sent: SentRecord = {
            kind: 'log',
            name: eventName,
            ...redacted({ body: logBody }),
            attributes: redacted({ ...at, ...kept, ...limited.attributes }),
          };
          if (!beforeSend(sent)) return;
          const { attributes, dropped } = limitAttributes(sent.attributes);
          delivery.add('logs', logPriority(log), {
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
