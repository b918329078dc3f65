import type { Readable, Writable } from 'node:stream';

/** Options of the bundlers' plugins. */
export interface Options {
  /**
   * Folder for the maps, absolute or relative to the project's folder; it must not be published.
   * @default 'sourcemaps'
   */
  maps?: string;
}

/** An attribute's value of the types that stacks need. */
export type AttributeValue = string | number | boolean | string[] | boolean[] | number[];

export interface SymbolicatorOptions {
  /** Folder of the maps. */
  maps: string;
  /** Number of source lines before and after the one that threw; 0: no source. @default 0 */
  context?: number;
  /** Adds the lists that honeycombio's sourcemapprocessor reads. @default false */
  isStructured?: boolean;
  /** Maximum size of maps in memory, in bytes. @default 268435456 */
  maxBytes?: number;
  /** Maximum size of a map file, in bytes; larger ones are not read. @default 67108864 */
  maxMapBytes?: number;
  /** Called once for each map that cannot be used. */
  report?: (message: string) => void;
}

export interface Symbolicator {
  /** Returns the attributes to set on a record with these attributes; undefined if none change. */
  symbolicate(
    read: (name: string) => AttributeValue | undefined,
  ): Promise<Record<string, AttributeValue> | undefined>;
  /** Rewrites an OTLP request, parsed from JSON, in place. Returns whether something was changed. */
  symbolicateRequest(request: object): Promise<boolean>;
  /** Returns the size of the maps in memory, in bytes. */
  mapBytes(): number;
}

/** Creates a symbolicator, which converts otel-rum's attributes of errors and scripts to files, lines and functions of the source. */
export function createSymbolicator(options: SymbolicatorOptions): Symbolicator;

export interface ServerOptions extends SymbolicatorOptions {
  /** Base URL of the backend. */
  forward: string;
  /** Port; 0: any free one. @default 4319 */
  port?: number;
  /** Address to listen on. @default '127.0.0.1' */
  host?: string;
  /** Maximum size of a request that is rewritten, in bytes; larger ones are forwarded unchanged. @default 20971520 */
  maxBodyBytes?: number;
  /** Maximum size of all concurrent requests, in bytes; beyond it requests are refused with 503. @default 134217728 */
  maxPendingBytes?: number;
  /** Maximum time for the backend's answer, in milliseconds. @default 30000 */
  timeoutMillis?: number;
}

/** Starts an OTLP/HTTP pass-through that makes stacks readable on the way. */
export function startServer(options: ServerOptions): Promise<{
  url: string;
  mapBytes(): number;
  /** Stops, after it has answered current requests. */
  close(): Promise<void>;
}>;

/** Rewrites OTLP in JSON, one request per line. */
export function symbolicateLines(
  input: Readable,
  output: Writable,
  options: SymbolicatorOptions,
): Promise<void>;

/** Adds debug ids to the files of a build's output folder, and moves their maps. Returns the number of files with an id. */
export function collect(dir: string, options: Options, warn: (message: string) => void): Promise<number>;
