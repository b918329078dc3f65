/** Records of one kind, oldest first. */
export interface Records<T> extends Iterable<T> {
  readonly all: readonly T[];
  /** Returns those of this name. */
  named(name: string | RegExp): T[];
  /**
   * Returns the one of this name.
   * @throws Error if there is none, or more than one; the message lists the names that there are
   */
  one(name: string | RegExp): T;
}

const matches = (name: string | undefined, wanted: string | RegExp) =>
  typeof wanted === 'string' ? name === wanted : name !== undefined && name.search(wanted) >= 0;

/** Names with their numbers, as an error message lists them. */
export function listNames(records: readonly { readonly name: string | undefined }[]): string {
  const counts = new Map<string, number>();
  for (const { name = '(no name)' } of records) counts.set(name, (counts.get(name) ?? 0) + 1);
  const names = [...counts].map(([name, count]) => (count > 1 ? `${name} (${count}×)` : name));
  return names.join(', ') || 'nothing';
}

/**
 * Creates the finders of a list.
 * @param read returns the list as it is now
 */
export function createRecords<T extends { readonly name: string | undefined }>(
  kind: string,
  read: () => readonly T[],
): Records<T> {
  const named = (name: string | RegExp) => read().filter((record) => matches(record.name, name));
  return {
    get all() {
      return read();
    },
    named,
    one(name) {
      const found = named(name);
      if (found.length === 1) return found[0] as T;
      throw new Error(
        `${found.length || 'no'} ${kind}${found.length ? 's are' : ' is'} named ${String(name)}; recorded: ${listNames(read())}`,
      );
    },
    [Symbol.iterator]: () => read()[Symbol.iterator](),
  };
}
