import type { BrowserContext } from '@playwright/test';
import type { Api } from './host.js';
import type { Truth } from './truth.js';
import type { Visitor } from './visitor.js';

/** An application or a library that others wrote, and a visit to it. */
export interface Neighbour {
  name: string;
  /** The packages that it is made of, for the table's versions. */
  packages: readonly string[];
  /** What the visitor did, in a few words. */
  did: string;
  /** The path of its first page. @default '/' */
  path?: string;
  /** Pages by path. otel-rum's tag comes first in `<head>`, or at `<!--rum-->`. @default one page at '/' and below */
  pages?: Readonly<Record<string, string>>;
  /** Scripts to bundle, by path. Imports find the packages of this folder, then the root's. */
  scripts?: Readonly<Record<string, string>>;
  /** Answers requests that no page or script does. */
  api?: Api;
  /** Starts the application's own server, which answers what the rest does not. */
  server?: () => Promise<{ url: string; close(): Promise<void> }>;
  /** More `data-*` options of the tag. */
  options?: Readonly<Record<string, string>>;
  /** Prepares the browser, before the first page. */
  prepare?: (context: BrowserContext) => Promise<unknown>;
  visit(visitor: Visitor): Promise<void>;
  /** An expression whose value must be the same with otel-rum: change detections, say. */
  observe?: string;
  /** Requests whose number or content differs from visit to visit anyway. */
  unsteady?: RegExp;
  /** Replaces what differs from visit to visit anyway, in the console's lines and the document. */
  steady?: (text: string) => string;
  truth: Truth;
}
