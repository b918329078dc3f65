import type { Span } from './otlp.js';

/** Parses a `traceparent` header like a server; undefined if it is invalid. */
export function parseTraceparent(header: string | string[] | undefined) {
  const [, traceId, spanId, flags] =
    /^00-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})$/.exec(String(header)) ?? [];
  if (!traceId || !spanId || !flags) return undefined;
  return { traceId, spanId, isSampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

/** Returns the ids that a server must receive for its span to become a child of this one. */
export const traceparentOf = ({ traceId, spanId }: Span) => ({ traceId, spanId, isSampled: true });
