import type { Span } from './otlp.js';

/** What a server would make of a `traceparent` header; undefined where it is none. */
export function parseTraceparent(header: string | string[] | undefined) {
  const [, traceId, spanId, flags] =
    /^00-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})$/.exec(String(header)) ?? [];
  if (!traceId || !spanId || !flags) return undefined;
  return { traceId, spanId, isSampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

/** What a server must be told, so that its span becomes this one's child. */
export const traceparentOf = ({ traceId, spanId }: Span) => ({ traceId, spanId, isSampled: true });
