/** The user's consent: send; keep in memory until the user has decided; record nothing. */
export type Consent = 'granted' | 'pending' | 'denied';

export interface ConsentState {
  current(): Consent;
  isGranted(): boolean;
  isDenied(): boolean;
  set(next: Consent): void;
  /** Calls back once the user has decided; immediately if they have. */
  whenDecided(callback: (isGranted: boolean) => void): void;
}

export const CONSENTS: readonly unknown[] = ['granted', 'pending', 'denied'] satisfies Consent[];
export const CONSENT_NAMES = "'granted', 'pending' or 'denied'";

/** Keeps the user's consent. `onChange` runs on each change, before the callbacks of `whenDecided`. */
export function createConsent(
  initial: Consent,
  onChange: (next: Consent, previous: Consent) => void,
): ConsentState {
  let current = initial;
  const waiting: ((isGranted: boolean) => void)[] = [];
  const isGranted = () => current === 'granted';
  return {
    current: () => current,
    isGranted,
    isDenied: () => current === 'denied',
    set(next) {
      if (next === current) return;
      const previous = current;
      current = next;
      onChange(next, previous);
      if (next === 'pending') return;
      for (const callback of waiting.splice(0)) callback(isGranted());
    },
    whenDecided(callback) {
      if (current === 'pending') waiting.push(callback);
      else callback(isGranted());
    },
  };
}
