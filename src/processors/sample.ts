/** Threshold and random value have 56 bits: 14 hex digits. */
const DIGITS = 14;
const RANGE_BITS = 56;

/** The sampling decision of a session. */
export interface SessionSampler {
  isSampled(): boolean;
  /** Returns the `ot` member of `tracestate`: the threshold and the session's random value; may be empty. */
  traceState(): string;
}

/**
 * Creates a sampler with OpenTelemetry's consistent probability sampling, with the session id as the source of randomness, so
 * that a session is sampled as a whole: `ot=th:<threshold>;rv:<random value>`
 * (https://opentelemetry.io/docs/specs/otel/trace/tracestate-probability-sampling/). With a rate of 1 or 0 the session is
 * never read, and storage is not accessed while the page loads.
 * @param sampleRate from 0 to 1, or a function that returns it, called once per session
 */
export function createSessionSampler(
  sampleRate: number | (() => number),
  sessionId: () => string,
): SessionSampler {
  let rate = sampleRate as number;
  let askedFor: string | undefined;
  let threshold = '';
  const setRate = (next: number) => {
    rate = next;
    // A BigInt, since a number cannot hold all digits.
    threshold = (2n ** BigInt(RANGE_BITS) - BigInt(Math.round(rate * 2 ** RANGE_BITS)))
      .toString(16)
      .padStart(DIGITS, '0');
  };
  const ask = () => {
    if (typeof sampleRate !== 'function') return;
    const id = sessionId();
    if (id === askedFor) return;
    askedFor = id;
    setRate(sampleRate());
  };
  if (typeof sampleRate === 'number') setRate(sampleRate);

  const isPartial = () => rate > 0 && rate < 1;
  const randomness = () => sessionId().slice(-DIGITS);
  const isSampled = () => {
    ask();
    // Strings of hex digits of one length compare like numbers, without rounding.
    return isPartial() ? randomness() >= threshold : rate === 1;
  };
  return {
    isSampled,
    traceState: () =>
      // Trailing zeros are optional; a threshold of 0 (all) is written as one digit.
      [
        ...(isSampled() ? [`th:${threshold.replace(/0+$/, '') || '0'}`] : []),
        ...(isPartial() ? [`rv:${randomness()}`] : []),
      ].join(';'),
  };
}
