type Members = Record<PropertyKey, unknown>;
/** What was read of a member: its value, or what reading it threw. */
type Reading = { readonly value: unknown } | { readonly error: unknown };

/** A view of a caller's `init` that can be changed, while the caller's object is never written to. */
export interface InitView {
  readonly view: Members;
  set(key: string, value: unknown): void;
  /** Makes reading the member throw. */
  fail(key: string, error: unknown): void;
}

/**
 * Each member of the caller's object is read once, and what that threw is thrown again. What spreads, lists or writes
 * to it (another library's patch beneath ours) finds what it would find on the original.
 */
export function viewInit(source: Members): InitView {
  const readings = new Map<PropertyKey, Reading>();
  const written = new Set<PropertyKey>();
  const gone = new Set<PropertyKey>();

  const get = (key: PropertyKey): unknown => {
    let reading = readings.get(key);
    if (!reading) {
      try {
        reading = { value: source[key] };
      } catch (error) {
        reading = { error };
      }
      readings.set(key, reading);
    }
    if ('error' in reading) throw reading.error;
    return reading.value;
  };
  const set = (key: PropertyKey, value: unknown) => {
    readings.set(key, { value });
    written.add(key);
    gone.delete(key);
    return true;
  };
  // The target is empty, not `source`: a proxy has to repeat what is frozen on its target.
  const view = new Proxy<Members>(
    {},
    {
      get: (_, key) => get(key),
      set: (_, key, value) => set(key, value),
      defineProperty: (_, key, { value }) => set(key, value),
      deleteProperty: (_, key) => {
        set(key, undefined);
        written.delete(key);
        gone.add(key);
        return true;
      },
      has: (_, key) => !gone.has(key) && (key in source || written.has(key)),
      ownKeys: () =>
        [...new Set([...Reflect.ownKeys(source), ...(written as Set<string>)])].filter(
          (key) => !gone.has(key),
        ),
      getOwnPropertyDescriptor: (_, key) => {
        const own = gone.has(key) ? undefined : Reflect.getOwnPropertyDescriptor(source, key);
        return own || written.has(key)
          ? { value: get(key), enumerable: own?.enumerable ?? true, writable: true, configurable: true }
          : undefined;
      },
      getPrototypeOf: () => Reflect.getPrototypeOf(source),
    },
  );
  return { view, set, fail: (key, error) => readings.set(key, { error }) };
}

let memberNames: string[] | undefined;

/** The members of `init` in the order in which this browser reads them. */
export function initMembers(): readonly string[] {
  if (!memberNames) {
    const order: string[] = [];
    const spy = new Proxy({}, { get: (_, key) => void order.push(String(key)) });
    try {
      new Request('/', spy);
    } catch {
      // A page without a base URL; the members have been read by then.
    }
    memberNames = order;
  }
  return memberNames;
}

const requestUrl = Object.getOwnPropertyDescriptor(globalThis.Request?.prototype ?? {}, 'url')?.get;

/** `input` where it is a Request, also of another frame, and whatever the page has put in the place of the global. */
export function asRequest(input: unknown): Request | undefined {
  try {
    requestUrl?.call(input);
    return requestUrl && (input as Request);
  } catch {
    return undefined;
  }
}

/** The headers that a caller gave, read once. */
export interface HeaderList {
  /** To look into; undefined where they are invalid, which is for the native function to say. */
  readonly headers: Headers | undefined;
  /** To hand on: names as the caller spelt them. */
  readonly value: unknown;
  add(name: string, value: string): void;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
const asText = (value: unknown) => `${value}`;

/** Pairs as the caller gave them; what is no pair stays what it is. */
const pairsOf = (given: object, iterator: unknown): unknown[] =>
  typeof iterator === 'function'
    ? Array.from({ [Symbol.iterator]: () => iterator.call(given) } as Iterable<unknown>, (pair) =>
        isObject(pair) ? Array.from(pair as Iterable<unknown>, asText) : pair,
      )
    : Reflect.ownKeys(given).flatMap((key) =>
        Reflect.getOwnPropertyDescriptor(given, key)?.enumerable
          ? [[asText(key), asText((given as Members)[key])]]
          : [],
      );

/** Reads headers of any form. Throws what reading them throws. */
export function readHeaders(given: unknown): HeaderList {
  if (given !== undefined && !isObject(given)) return { headers: undefined, value: given, add: () => {} };
  const iterator = given && (given as Members)[Symbol.iterator];
  if (iterator === Headers.prototype[Symbol.iterator]) {
    const headers = new Headers(given as Headers);
    return { headers, value: headers, add: (name, value) => headers.set(name, value) };
  }
  const pairs = pairsOf(given ?? {}, iterator);
  let headers: Headers | undefined;
  try {
    headers = new Headers(pairs as [string, string][]);
  } catch {
    headers = undefined;
  }
  return { headers, value: pairs, add: (name, value) => pairs.push([name, value]) };
}
