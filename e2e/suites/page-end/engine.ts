/** A tab, as a person has it: nothing in it is emulated, and no request of it is intercepted. */
export interface Tab {
  /** A click of the mouse. Returns when it was made, whatever the page does then. */
  click(selector: string): Promise<void>;
  /** A click that opens another tab. */
  clickToOpen(selector: string): Promise<Tab>;
  /** Something else comes to the front. */
  hide(): Promise<void>;
  /** Ends the process that the page runs in, at once. */
  crash(): Promise<void>;
  /** Also where it is closed, or has crashed, already. */
  close(): Promise<void>;
}

/** A browser with a profile of its own. */
export interface Browser {
  version: string;
  open(url: string): Promise<Tab>;
  /** Ends every process at once, as a phone does that needs the memory, and starts again with the same profile. */
  kill(tab: Tab): Promise<void>;
  close(): Promise<void>;
}

/** A browser engine, and how it is driven. */
export interface Engine {
  title: string;
  start(path: string, options: EngineOptions): Promise<Browser>;
}

export interface EngineOptions {
  /** Whether a page that is left may be kept as it is. */
  hasBackForwardCache: boolean;
}
