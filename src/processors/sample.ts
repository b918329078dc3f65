/** The threshold and the random value are 56 bits: 14 hex digits. */
const DIGITS = 14;
const RANGE = 2 ** 56;

/** One decision for a session, whoever asks. */
export interface SessionSampler {
  isSampled(): boolean;
  /** Our member of `tracestate`, `ot`: the threshold, and the session's random value. Empty: there is none. */
  traceState(): string;
}

/**
 * OpenTelemetry's consistent probability sampling, with the session's id as the source of randomness: a session is
 * sampled as a whole. `ot=th:<threshold>;rv:<random value>`, of the specification's "TraceState: Probability Sampling".
 * With a rate of 1 or 0 the session is never read: storage stays untouched while the page loads.
 */
export function createSessionSampler(sampleRate: number, sessionId: () => string): SessionSampler {
  const threshold = Math.round((1 - sampleRate) * RANGE)
    .toString(16)
    .padStart(DIGITS, '0');
  // Trailing zeros carry nothing; a threshold of 0 (all) is written as one digit.
  const th = threshold.replace(/0+$/, '') || '0';
  const isPartial = sampleRate > 0 && sampleRate < 1;
  const randomness = () => sessionId().slice(-DIGITS);
  // Hex digits of one length compare as numbers do; a number would round away the last bits.
  const isSampled = () => (isPartial ? randomness() >= threshold : sampleRate === 1);

  return {
    isSampled,
    traceState: () =>
      [...(isSampled() ? [`th:${th}`] : []), ...(isPartial ? [`rv:${randomness()}`] : [])].join(';'),
  };
}
