import type { TraceState } from '@opentelemetry/api';

/** @see https://www.w3.org/TR/trace-context/#key */
const KEY = /^(?:[a-z][\d_a-z*/-]{0,255}|[\da-z][\d_a-z*/-]{0,240}@[a-z][\d_a-z*/-]{0,13})$/;
/** Printable ASCII without `,` and `=`, not ending in a space. @see https://www.w3.org/TR/trace-context/#value */
const VALUE = /^[ -+\--<>-~]{0,255}[!-+\--<>-~]$/;
/** @see https://www.w3.org/TR/trace-context/#tracestate-header-field-values */
const MAX_MEMBERS = 32;
const MAX_LENGTH = 512;

type Members = ReadonlyMap<string, string>;

const toHeader = (members: Members): string =>
  [...members].map(([key, value]) => `${key}=${value}`).join(',');

const fromMembers = (members: Members): TraceState => {
  const without = (key: string) => [...members].filter(([name]) => name !== key);
  const state: TraceState = {
    get: (key) => members.get(key),
    set(key, value) {
      const changed = new Map([[key, value], ...without(key)].slice(0, MAX_MEMBERS) as [string, string][]);
      const isValid = KEY.test(key) && VALUE.test(value) && toHeader(changed).length <= MAX_LENGTH;
      return isValid ? fromMembers(changed) : state;
    },
    unset: (key) => fromMembers(new Map(without(key))),
    serialize: () => toHeader(members),
  };
  return state;
};

/**
 * Parses a `tracestate` header. Invalid members, and those beyond the limits of 32 members or 512 characters, are dropped.
 * @see https://www.w3.org/TR/trace-context/#tracestate-header
 */
export function createTraceState(header = ''): TraceState {
  const members = new Map<string, string>();
  for (const member of header.split(',')) {
    const [, key, value] = /^([^=]*)=(.*)$/.exec(member.trim()) ?? [];
    if (key === undefined || value === undefined || !KEY.test(key) || !VALUE.test(value)) continue;
    if (members.size >= MAX_MEMBERS) break;
    const longer = new Map(members).set(key, value);
    if (toHeader(longer).length <= MAX_LENGTH) members.set(key, value);
  }
  return fromMembers(members);
}
