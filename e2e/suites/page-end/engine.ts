/** A tab like a person's: nothing in it is emulated, and no request is intercepted. */
export interface Tab {
  /** Clicks with the mouse. Resolves after the click, whatever the page does then. */
  click(selector: string): Promise<void>;
  /** Clicks, which opens another tab. */
  clickToOpen(selector: string): Promise<Tab>;
  /** Brings another tab to the front. */
  hide(): Promise<void>;
  /** Kills the page's process. */
  crash(): Promise<void>;
  /** Does nothing if it is closed or has crashed. */
  close(): Promise<void>;
}

/** A browser with a profile of its own. */
export interface Browser {
  version: string;
  open(url: string): Promise<Tab>;
  /** Kills all processes, like a phone that needs memory, and starts the browser again with the same profile. */
  kill(tab: Tab): Promise<void>;
  close(): Promise<void>;
}

/** A browser engine and its automation. */
export interface Engine {
  title: string;
  start(path: string, options: EngineOptions): Promise<Browser>;
}

export interface EngineOptions {
  /** Whether the back/forward cache is on. */
  hasBackForwardCache: boolean;
}
