/** The threshold and the random value are 56 bits: 14 hex digits. */
const DIGITS = 14;
const RANGE_BITS = 56;

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
 * @param sampleRate from 0 to 1, or a function that gives it, asked once for each session
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
    // More bits than a number holds.
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
    // Hex digits of one length compare as numbers do; a number would round away the last bits.
    return isPartial() ? randomness() >= threshold : rate === 1;
  };
  return {
    isSampled,
    traceState: () =>
      // Trailing zeros carry nothing; a threshold of 0 (all) is written as one digit.
      [
        ...(isSampled() ? [`th:${threshold.replace(/0+$/, '') || '0'}`] : []),
        ...(isPartial() ? [`rv:${randomness()}`] : []),
      ].join(';'),
  };
}
