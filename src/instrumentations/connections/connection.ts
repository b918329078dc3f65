import { type Attributes, type SpanContext, SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { resolveUrl } from '../../browser/location.js';
import { pageAttributes } from '../../context/page-view.js';
import type { InstrumentationContext } from '../../instrumentation.js';
import * as names from '../../semconv.js';

/** How a connection ended, as far as the page knows. */
export interface ConnectionOutcome {
  /** `error.type`, if it failed. @example 'network' */
  readonly errorType?: string | undefined;
  /** Whether the page closed it before it was open, or before the server had confirmed the closing. */
  readonly isAborted?: boolean;
  readonly attributes?: Attributes;
}

/** A connection in progress. */
export interface TracedConnection {
  /** Records the end of the handshake, and its results as attributes. */
  open(attributes?: Attributes): void;
  isOpen(): boolean;
  /** Counts a message and its bytes. */
  count(direction: 'sent' | 'received', bytes: number): void;
  /** Counts a reconnection attempt. */
  reconnect(): void;
  /** Ends it; only the first call has an effect. */
  end(outcome: ConnectionOutcome): void;
}

export interface ConnectionTracer {
  /** @returns undefined if the URL is ignored or invalid, since a wrapper may have replaced the object */
  start(url: unknown): TracedConnection | undefined;
  /** Ends open connections, marked incomplete. */
  stop(): void;
}

/** The content of a span: a whole connection, or what follows a span that ended with the page. */
interface Part {
  readonly startedAt: number;
  /** Numbers of messages, bytes and attempts, and the time to open, if that is in this part. */
  readonly counts: Record<string, number>;
  /** Context of the previous part's span. */
  readonly previous: SpanContext | undefined;
}

const DEFAULT_PORTS: Record<string, number> = { 'wss:': 443, 'https:': 443 };

export interface ConnectionKind {
  /** Prefix of its spans' names, before the URL's template. */
  readonly name: string;
  /** Attributes of all its spans. */
  readonly attributes?: Attributes;
  /** Names of the counts, which are sent even if 0. */
  readonly counted: readonly string[];
}

/**
 * Creates the tracer of one kind of connection: a span for each, from its construction to its close. Spans are created when
 * they end, since an open span would keep its user action open. When the page is hidden the span ends, marked incomplete,
 * because the page may not return; if it does, a second span, linked to the first, counts only what follows.
 */
export function createConnectionTracer(
  { tracer, clock, page, actions, urlTemplate, ...context }: InstrumentationContext,
  kind: ConnectionKind,
): ConnectionTracer {
  const interruptions = new Set<() => void>();
  const interruptAll = () => {
    for (const interrupt of [...interruptions]) interrupt();
  };
  context.onPageEnd(interruptAll);

  return {
    start(rawUrl) {
      const url = typeof rawUrl === 'string' ? resolveUrl(rawUrl) : undefined;
      if (!url || context.isIgnoredUrl(url.href)) return undefined;
      const parent = context.activeContext();
      const view = page.current();
      const template = urlTemplate(url.pathname);
      const attributes: Attributes = {
        ...kind.attributes,
        [names.URL_FULL]: url.href,
        [names.URL_TEMPLATE]: template,
        [names.SERVER_ADDRESS]: url.hostname,
        [names.SERVER_PORT]: Number(url.port) || (DEFAULT_PORTS[url.protocol] ?? 80),
      };
      // The action caused the connection, but does not wait for its end.
      actions.current()?.touch();

      const begin = (previous?: SpanContext): Part => ({
        startedAt: clock.pageNow(),
        counts: Object.fromEntries(kind.counted.map((name) => [name, 0])),
        previous,
      });
      const constructedAt = clock.pageNow();
      let part = begin();
      let hasNews = true;
      let isOpen = false;
      let isEnded = false;

      const report = ({ errorType, ...more }: ConnectionOutcome, isComplete: boolean): SpanContext => {
        const span = tracer.startSpan(
          `${kind.name} ${template}`,
          {
            kind: SpanKind.CLIENT,
            startTime: clock.toEpoch(part.startedAt),
            attributes: {
              // The page view in which it was constructed: a connection outlives routes.
              ...pageAttributes(view),
              ...attributes,
              ...part.counts,
              ...more.attributes,
              ...(more.isAborted && { [names.REQUEST_ABORTED]: true }),
              ...(errorType && { [names.ERROR_TYPE]: errorType }),
              ...(!isComplete && { [names.INCOMPLETE]: true }),
            },
            links: part.previous ? [{ context: part.previous }] : [],
          },
          parent,
        );
        if (errorType) span.setStatus({ code: SpanStatusCode.ERROR });
        span.end(clock.epochNow());
        return span.spanContext();
      };
      const add = (name: string, value: number) => {
        hasNews = true;
        part.counts[name] = (part.counts[name] ?? 0) + value;
      };
      const interrupt = () => {
        // Hidden, then unloaded: the second time there may be nothing new.
        if (!hasNews) return;
        part = begin(report({}, false));
        hasNews = false;
      };
      interruptions.add(interrupt);

      return {
        open(settled) {
          isOpen = true;
          hasNews = true;
          part.counts[names.CONNECTION_OPEN] = clock.pageNow() - constructedAt;
          Object.assign(attributes, settled);
        },
        isOpen: () => isOpen,
        count(direction, bytes) {
          const isSent = direction === 'sent';
          add(isSent ? names.MESSAGES_SENT : names.MESSAGES_RECEIVED, 1);
          add(isSent ? names.BYTES_SENT : names.BYTES_RECEIVED, bytes);
        },
        reconnect: () => add(names.RECONNECTS, 1),
        end(outcome) {
          if (isEnded) return;
          isEnded = true;
          // After stop() nothing is reported.
          if (interruptions.delete(interrupt)) report(outcome, true);
        },
      };
    },
    stop() {
      interruptAll();
      interruptions.clear();
    },
  };
}
