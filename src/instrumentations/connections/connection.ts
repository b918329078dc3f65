import { type Attributes, type SpanContext, SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { resolveUrl } from '../../browser/location.js';
import { pageAttributes } from '../../context/page-view.js';
import type { InstrumentationContext } from '../../instrumentation.js';
import * as names from '../../semconv.js';

/** How a connection ended, as far as the page can know. */
export interface ConnectionOutcome {
  /** `error.type`, where it failed. @example 'network' */
  readonly errorType?: string | undefined;
  /** The page gave it up before it was open, or before the server had agreed to its end. */
  readonly isAborted?: boolean;
  readonly attributes?: Attributes;
}

/** A connection under way. */
export interface TracedConnection {
  /** The handshake is done; what it settled. */
  open(attributes?: Attributes): void;
  isOpen(): boolean;
  /** A message came or went, of so many bytes. */
  count(direction: 'sent' | 'received', bytes: number): void;
  /** It was lost, and is asked for again. */
  reconnect(): void;
  /** Only the first call counts. */
  end(outcome: ConnectionOutcome): void;
}

export interface ConnectionTracer {
  /** @returns undefined for a URL that is not to be traced, or that is none: an object may have been made into something else */
  start(url: unknown): TracedConnection | undefined;
  /** Ends what is open, marked incomplete. */
  stop(): void;
}

/** What a span tells: a connection as a whole, or what came after a span that the page's end had cut off. */
interface Part {
  readonly startedAt: number;
  /** Numbers of messages, bytes and attempts, and the time that opening took where it did so in this part. */
  readonly counts: Record<string, number>;
  /** The span before it. */
  readonly previous: SpanContext | undefined;
}

const DEFAULT_PORTS: Record<string, number> = { 'wss:': 443, 'https:': 443 };

export interface ConnectionKind {
  /** What its spans are called, before the template of the URL. */
  readonly name: string;
  /** Attributes of all of them. */
  readonly attributes?: Attributes;
  /** What is counted, told also where it is 0. */
  readonly counted: readonly string[];
}

/**
 * A span for each connection, from its construction to its close. It is made when it ends: an open one would keep the
 * user action that it belongs to open. When the page is hidden the span ends, marked incomplete, as the page may not
 * come back; where it does, a second span, linked to the first, tells what came then: nothing is counted twice.
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
      // It is something that the action caused, and that is all of it that the action is to wait for.
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

      const tell = ({ errorType, ...more }: ConnectionOutcome, isComplete: boolean): SpanContext => {
        const span = tracer.startSpan(
          `${kind.name} ${template}`,
          {
            kind: SpanKind.CLIENT,
            startTime: clock.toEpoch(part.startedAt),
            attributes: {
              // As it was when the page asked for it: a connection outlives routes.
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
        // Hidden, then unloaded: the second time there is nothing to add.
        if (!hasNews) return;
        part = begin(tell({}, false));
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
          // After stop() nothing is told.
          if (interruptions.delete(interrupt)) tell(outcome, true);
        },
      };
    },
    stop() {
      interruptAll();
      interruptions.clear();
    },
  };
}
