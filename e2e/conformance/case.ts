/** Where a request of a case goes. */
export type Origin =
  /** The page's own: the patch adds trace headers. */
  | 'own'
  /** Another, that no option names: the patch adds nothing. */
  | 'other'
  /** Another, that `propagateTo` names: the patch adds trace headers, with a preflight where there was none. */
  | 'listed'
  /** As `listed`, over TLS and HTTP/2, which streamed uploads need. */
  | 'secure';

/** What a case works with in the page. */
export interface Kit {
  /** The address of one of the server's routes, under a folder of the case's own. @example url('echo?x=1') */
  url(route: string, origin?: Origin): string;
  /** Asks one of the server's routes past every patch; gives the text of the answer. */
  ask(route: string, origin?: Origin): Promise<string>;
  /** What became of a call: what it threw, or gave, or what its promise settled with; of a response everything. */
  outcome(call: () => unknown): Promise<unknown>;
  /** A value as data: every own property with its descriptor, classes, frozenness, what a Headers or Request holds. */
  describe(value: unknown): unknown;
  /** Begins to count microtasks, beside everything else, by a chain of native promises; the result reads the count. */
  countTicks(): () => number;
  /** Notes a count of ticks, for which the comparison has its own rule. */
  noteTicks(what: string, ticks: number): void;
  /** Settles with the next event of that type. */
  event<E extends Event>(target: EventTarget, type: string): Promise<E>;
  /** Loads one of the server's modules into the page. */
  loadScript(path: string): Promise<void>;
  /** The platform's functions as they were before anything patched them. */
  natives: Natives;
  /** Stops the subject, where there is one. */
  shutdown(): Promise<void>;
}

export interface Natives {
  fetch: typeof fetch;
  setTimeout: typeof setTimeout;
  setInterval: typeof setInterval;
  open: XMLHttpRequest['open'];
  send: XMLHttpRequest['send'];
  setRequestHeader: XMLHttpRequest['setRequestHeader'];
  pushState: History['pushState'];
  replaceState: History['replaceState'];
}

/** Something an app does; run on native functions and on patched ones, the app must see the same. */
export interface Case {
  /** A sentence. */
  readonly name: string;
  /** Runs in the page; what it gives is compared. */
  run(kit: Kit): unknown;
  /** The preflight that trace headers need is left out of the comparison. */
  readonly addsPreflight?: true;
  /** Whether the server gets to see the request is a matter of chance, and not compared. */
  readonly isRace?: true;
  /** A script that comes before the subject's, on a page for this case alone. @default the group's */
  readonly before?: string;
}

/** Cases that share a page. */
export interface Group {
  readonly name: string;
  readonly cases: readonly Case[];
  /** Each case has a page for itself: it leaves traces. */
  readonly freshPages?: true;
  /** A script of the page that comes before the subject's. @default none */
  readonly before?: string;
}

export interface Outcome {
  readonly observed?: unknown;
  /** What the case itself threw: natively none does. */
  readonly threw?: unknown;
  readonly ticks: Readonly<Record<string, number>>;
  readonly unhandled: readonly unknown[];
}
