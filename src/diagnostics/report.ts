import type { Attributes } from '@opentelemetry/api';

/** A span, a log record or a metric was captured, and waits to be sent. */
export interface RecordReport {
  readonly about: 'record';
  readonly signal: 'traces' | 'logs' | 'metrics';
  /** The span, log record or metric as OTLP/JSON. */
  readonly otlp: string;
}

/** A batch was answered, or got no answer. */
export interface BatchReport {
  readonly about: 'batch';
  readonly signal: 'traces' | 'logs' | 'metrics';
  /** Its records; of metrics, their data points. */
  readonly records: number;
  /** `sent`, `retry` (its records wait again) or `refused` (they are lost). */
  readonly outcome: 'sent' | 'retry' | 'refused';
  /** The HTTP status of an answer that is no success; undefined without an answer. */
  readonly status?: number | undefined;
  /** How many records the collector rejected, though it accepted the batch. */
  readonly rejected?: number;
  /** Whether there was no answer: the records may have arrived. */
  readonly isAnswerLost?: boolean;
  /** Characters of its body, before compression. */
  readonly size: number;
}

/** The trace headers of one request of the page. */
export interface RequestReport {
  readonly about: 'request';
  /** In upper case. */
  readonly method: string;
  readonly url: string;
  /** Id of the request's span: 16 hex digits. */
  readonly spanId: string;
  /** What was added; empty: nothing. */
  readonly headers: Readonly<Record<string, string>>;
  /** Whether `propagateTo` allows headers for this URL. */
  readonly isAllowed: boolean;
  /** Whether the app had set a `traceparent` itself. */
  readonly isOwn: boolean;
  /** Whether the server has refused the headers before. */
  readonly isRefused: boolean;
}

/** A request of the page gets neither span nor trace headers: its URL matches `ignoreUrls`, or is the endpoint's. */
export interface IgnoredReport {
  readonly about: 'ignored';
  readonly url: string;
}

/** A user action was opened, or ended. */
export interface ActionReport {
  readonly about: 'action';
  readonly traceId: string;
  readonly spanId: string;
  /** Its type and its element, as its span has them at first: a click may become a submit. */
  readonly attributes: Attributes;
  /** Whether more effects may follow. An action that ends without any has no span. */
  readonly isOpen: boolean;
}

/** What otel-rum reports of its own work: to `rum.observe()`, and on the console with `debug: true`. */
export interface Report {
  /** A sentence. */
  readonly text: string;
  /** Whether it is on the console in production too. */
  readonly isWarning: boolean;
  /** Of a fault, what was thrown. */
  readonly detail?:
    | RecordReport
    | BatchReport
    | RequestReport
    | IgnoredReport
    | ActionReport
    | { readonly about?: undefined }
    | undefined;
}
