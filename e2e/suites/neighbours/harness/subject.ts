import type { BrowserContext } from '@playwright/test';
import type { Api } from './host.js';
import type { Truth } from './truth.js';
import type { Visitor } from './visitor.js';

/** An application or a library by others, and a visit to it. */
export interface Neighbour {
  name: string;
  /** Its packages, whose versions are in the table. */
  packages: readonly string[];
  /** What the visitor did, in a few words. */
  did: string;
  /** The path of its first page. @default '/' */
  path?: string;
  /** Pages by path. otel-rum's tag comes first in `<head>`, or at `<!--rum-->`. @default one page at '/' and below */
  pages?: Readonly<Record<string, string>>;
  /** Scripts to bundle, by path. Imports resolve to packages of this folder, then of the root. */
  scripts?: Readonly<Record<string, string>>;
  /** Answers requests for which there is no page or script. */
  api?: Api;
  /** Starts the application's own server, which answers all other requests. */
  server?: () => Promise<{ url: string; close(): Promise<void> }>;
  /** More `data-*` options of the tag. */
  options?: Readonly<Record<string, string>>;
  /** Prepares the browser, before the first page. */
  prepare?: (context: BrowserContext) => Promise<unknown>;
  visit(visitor: Visitor): Promise<void>;
  /** An expression whose value must be the same with otel-rum: change detections, say. */
  observe?: string;
  /** Matches requests whose number or content differs between visits anyway. */
  unsteady?: RegExp;
  /** Replaces parts of console messages and of the document that differ between visits anyway. */
  steady?: (text: string) => string;
  truth: Truth;
}
