/** Makes an entry the newest of a map with at most `max` entries, and deletes the oldest. Without a value, deletes the entry. */
export function keepNewest<Value>(
  entries: Map<string, Value>,
  max: number,
  key: string,
  value: Value | undefined,
): void {
  entries.delete(key);
  if (value !== undefined) entries.set(key, value);
  if (entries.size > max) entries.delete(entries.keys().next().value as string);
}
