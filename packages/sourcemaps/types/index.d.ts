import type { Readable, Writable } from 'node:stream';

/** Options of the bundlers' plugins. */
export interface Options {
  /**
   * The folder that maps go to, absolute or from the project's folder; it must not be published.
   * @default 'sourcemaps'
   */
  maps?: string;
}

/** An attribute's value, as far as stacks need it. */
export type AttributeValue = string | number | boolean | string[] | boolean[] | number[];

export interface SymbolicatorOptions {
  /** The folder of maps. */
  maps: string;
  /** Lines of source before and after the one that threw; 0: no source at all. @default 0 */
  context?: number;
  /** Adds the lists that honeycombio's sourcemapprocessor reads. @default false */
  isStructured?: boolean;
  /** Bytes of maps in memory. @default 268435456 */
  maxBytes?: number;
  /** A larger map file, in bytes, is not read. @default 67108864 */
  maxMapBytes?: number;
  /** Is called once for each map that cannot be used. */
  report?: (message: string) => void;
}

export interface Symbolicator {
  /** Returns the attributes to set on a record with these attributes; undefined if none change. */
  symbolicate(
    read: (name: string) => AttributeValue | undefined,
  ): Promise<Record<string, AttributeValue> | undefined>;
  /** Changes a whole OTLP request, as its JSON was parsed, in place. Returns whether something was changed. */
  symbolicateRequest(request: object): Promise<boolean>;
  /** Returns the bytes that maps take in memory. */
  mapBytes(): number;
}

/** Turns otel-rum's attributes of errors and scripts into files, lines and functions of the source. */
export function createSymbolicator(options: SymbolicatorOptions): Symbolicator;

export interface ServerOptions extends SymbolicatorOptions {
  /** The backend's base URL. */
  forward: string;
  /** 0 takes any free one. @default 4319 */
  port?: number;
  /** @default '127.0.0.1' */
  host?: string;
  /** A larger request, in bytes, passes unread. @default 20971520 */
  maxBodyBytes?: number;
  /** Bytes of all requests at a time, above which requests are refused with 503. @default 134217728 */
  maxPendingBytes?: number;
  /** For the backend's answer, in milliseconds. @default 30000 */
  timeoutMillis?: number;
}

/** Starts an OTLP/HTTP pass-through that makes stacks readable on the way. */
export function startServer(options: ServerOptions): Promise<{
  url: string;
  mapBytes(): number;
  /** Stops; requests that have come are answered first. */
  close(): Promise<void>;
}>;

/** Rewrites OTLP in JSON, one request in a line. */
export function symbolicateLines(
  input: Readable,
  output: Writable,
  options: SymbolicatorOptions,
): Promise<void>;

/** Gives debug ids to a folder that a build has made, and moves its maps. Returns how many files have one now. */
export function collect(dir: string, options: Options, warn: (message: string) => void): Promise<number>;
