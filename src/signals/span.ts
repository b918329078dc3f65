import {
  type Attributes,
  type AttributeValue,
  type Exception,
  type HrTime,
  type Link,
  type Span,
  type SpanContext,
  type SpanKind,
  type SpanStatus,
  SpanStatusCode,
  type TimeInput,
} from '@opentelemetry/api';
import type { TracesConfig } from '../instrumentation.js';
import type { Scope, SpanRecord } from '../record.js';
import { EXCEPTION_MESSAGE, EXCEPTION_STACKTRACE, EXCEPTION_TYPE } from '../semconv.js';

/** Maximum number of events, and of links, of a span: OpenTelemetry's default. */
const MAX_ITEMS = 128;

type SpanConfig = Pick<TracesConfig, 'clock' | 'maxAttributes' | 'maxValueLength' | 'onEnd'>;

/** The initial values of a span. */
export interface SpanStart {
  readonly name: string;
  readonly kind: SpanKind;
  readonly spanContext: SpanContext;
  readonly parentSpanContext: SpanContext | undefined;
  readonly scope: Scope;
  readonly startTime: TimeInput | undefined;
  readonly attributes: Attributes | undefined;
  readonly links: readonly Link[] | undefined;
  readonly config: SpanConfig;
}

type EventRecord = SpanRecord['events'][number];
type LinkRecord = SpanRecord['links'][number];

const toHrTime = (epochMillis: number): HrTime => [
  Math.trunc(epochMillis / 1e3),
  Math.round((epochMillis % 1e3) * 1e6),
];
const isBefore = (a: HrTime, b: HrTime) => a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);
const isTime = (value: unknown): value is TimeInput =>
  typeof value === 'number' || value instanceof Date || (Array.isArray(value) && value.length === 2);

const { hasOwnProperty: hasOwn } = Object.prototype;

const isPrimitive = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value);

/** Whether a value is a string, a number or a boolean, or a list of one of these types; lists may have holes. */
const isAttributeValue = (value: unknown): value is AttributeValue => {
  if (!Array.isArray(value)) return isPrimitive(value);
  const items = value.filter((item) => item != null);
  return items.every((item) => isPrimitive(item) && typeof item === typeof items[0]);
};

/** Attributes within limits. */
class AttributeBag {
  readonly attributes: Attributes = {};
  droppedAttributesCount = 0;
  private _count = 0;

  constructor(private readonly _limits: SpanConfig) {}

  /** Sets a value; ignores invalid values. */
  set(key: string, value: unknown): void {
    if (!key || !isAttributeValue(value)) return;
    const { maxAttributes, maxValueLength } = this._limits;
    if (!hasOwn.call(this.attributes, key) && ++this._count > maxAttributes) {
      this._count--;
      this.droppedAttributesCount++;
      return;
    }
    const cut = <T>(item: T) => (typeof item === 'string' ? item.slice(0, maxValueLength) : item);
    this.attributes[key] = (Array.isArray(value) ? value.map(cut) : cut(value)) as AttributeValue;
  }

  setAll(attributes: Attributes | undefined): this {
    for (const [key, value] of Object.entries(attributes ?? {})) this.set(key, value);
    return this;
  }
}

/**
 * A span of OpenTelemetry's API, and the record that is sent after its end. Calls after its end have no effect.
 * @see https://opentelemetry.io/docs/specs/otel/trace/api/#span
 */
export class RecordedSpan implements Span, SpanRecord {
  readonly kind: SpanKind;
  readonly parentSpanContext?: SpanContext;
  readonly instrumentationScope: Scope;
  readonly links: LinkRecord[] = [];
  readonly events: EventRecord[] = [];
  name: string;
  status: SpanStatus = { code: SpanStatusCode.UNSET };
  startTime: HrTime;
  endTime: HrTime = [0, 0];
  droppedEventsCount = 0;
  droppedLinksCount = 0;
  ended = false;
  private readonly _start: SpanStart;
  private readonly _bag: AttributeBag;
  /** Converts page time to wall time, the same for all times of this span: the wall clock may be set meanwhile. */
  readonly offsetMillis: number;

  constructor(start: SpanStart) {
    this._start = start;
    this._bag = new AttributeBag(start.config);
    this.offsetMillis = start.config.clock.toEpoch(0);
    this.name = start.name;
    this.kind = start.kind;
    if (start.parentSpanContext) this.parentSpanContext = start.parentSpanContext;
    this.instrumentationScope = start.scope;
    this.startTime = this._toTime(start.startTime);
    this._bag.setAll(start.attributes);
    this.addLinks(start.links ?? []);
  }

  spanContext(): SpanContext {
    return this._start.spanContext;
  }

  get attributes(): Attributes {
    return this._bag.attributes;
  }

  get droppedAttributesCount(): number {
    return this._bag.droppedAttributesCount;
  }

  isRecording(): boolean {
    return !this.ended;
  }

  setAttribute(key: string, value: AttributeValue): this {
    if (!this.ended) this._bag.set(key, value);
    return this;
  }

  setAttributes(attributes: Attributes): this {
    if (!this.ended) this._bag.setAll(attributes);
    return this;
  }

  addEvent(name: string, attributesOrTime?: Attributes | TimeInput, time?: TimeInput): this {
    if (this.ended) return this;
    const [attributes, at] = isTime(attributesOrTime)
      ? [undefined, isTime(time) ? time : attributesOrTime]
      : [attributesOrTime, time];
    const event = { name, time: this._toTime(at), ...this._limited(attributes) };
    if (this.events.push(event) > MAX_ITEMS) {
      this.events.shift();
      this.droppedEventsCount++;
    }
    return this;
  }

  addLink({ context, attributes }: Link): this {
    if (this.ended) return this;
    if (this.links.push({ context, ...this._limited(attributes) }) > MAX_ITEMS) {
      this.links.shift();
      this.droppedLinksCount++;
    }
    return this;
  }

  addLinks(links: readonly Link[]): this {
    for (const link of links) this.addLink(link);
    return this;
  }

  setStatus({ code, message }: SpanStatus): this {
    // OK is final, and only errors have a message.
    if (this.ended || code === SpanStatusCode.UNSET || this.status.code === SpanStatusCode.OK) return this;
    this.status = code === SpanStatusCode.ERROR && typeof message === 'string' ? { code, message } : { code };
    return this;
  }

  updateName(name: string): this {
    if (!this.ended) this.name = name;
    return this;
  }

  recordException(exception: Exception, time?: TimeInput): void {
    const { code, name, message, stack } =
      typeof exception === 'string'
        ? ({ message: exception } as Exclude<Exception, string> & { code?: undefined })
        : exception;
    const type = code ? String(code) : name;
    if (type || message)
      this.addEvent(
        'exception',
        {
          ...(type && { [EXCEPTION_TYPE]: type }),
          ...(message && { [EXCEPTION_MESSAGE]: message }),
          ...(stack && { [EXCEPTION_STACKTRACE]: stack }),
        },
        time,
      );
  }

  end(time?: TimeInput): void {
    if (this.ended) return;
    const end = this._toTime(time);
    // Durations are never negative.
    this.endTime = isBefore(end, this.startTime) ? this.startTime : end;
    this.ended = true;
    this._start.config.onEnd(this);
  }

  private _limited(given: Attributes | undefined) {
    const { attributes, droppedAttributesCount } = new AttributeBag(this._start.config).setAll(given);
    return { attributes, droppedAttributesCount };
  }

  private _toTime(time: TimeInput | undefined): HrTime {
    if (Array.isArray(time)) return time;
    const { clock } = this._start.config;
    if (time instanceof Date) return toHrTime(time.getTime());
    // As in the official SDK, a number that is too small for an epoch time is a performance timestamp.
    const isEpoch = typeof time === 'number' && time > clock.pageNow();
    // An epoch time is relative to the current offset.
    return toHrTime(this.offsetMillis + (isEpoch ? time - clock.toEpoch(0) : (time ?? clock.pageNow())));
  }
}
