import { join } from 'node:path';
import { folder } from './bundle.js';

/** What the telemetry of one visit says. */
export interface Recorded {
  clicksMade: number;
  /** The visitor's label and the recorded name of each click, in their order. */
  clicks: string[];
  marks: string[];
  marksMade: number;
  marksRight: number;
  requestsMade: number;
  /** Those under their right cause. */
  requestsRight: number;
  /** The cause and the span's name of each. */
  requests: string[];
  viewsMade: number;
  /** Those of the right template. */
  viewsRight: number;
  views: string[];
  errors: string[];
  /** The invokers in long frames that name otel-rum's script. */
  framesOfOurs: string[];
  /** All distinct names: spans, clicked elements, views. */
  names: string[];
  /** Log records. */
  events: number;
  spans: number;
  /** Requests to the collector, and their bytes. */
  posts: number;
  bytes: number;
}

/** One neighbour's row of the tables. */
export interface Figures extends Recorded {
  name: string;
  versions: string;
  did: string;
  /** Whether the page did the same with otel-rum; `broken`: the visitor could not go on. */
  page: 'same' | 'changed' | 'broken';
}

/** Figures of another release are taken without judging them. */
export const isOnlyMeasured = (): boolean => Boolean(process.env.OTEL_RUM_ONLY_MEASURE);

/** Where the figures of a run are collected. */
export const figuresDir = (): string =>
  process.env.OTEL_RUM_FIGURES ?? join(folder, '../../../node_modules/.cache/otel-rum/neighbours/figures');

export const slug = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
