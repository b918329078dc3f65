import { join } from 'node:path';
import { folder } from './bundle.js';

/** Figures from the telemetry of one visit. */
export interface Recorded {
  clicksMade: number;
  /** The visitor's label and the recorded name of each click, in order. */
  clicks: string[];
  marks: string[];
  marksMade: number;
  marksRight: number;
  requestsMade: number;
  /** Number of requests with the right cause. */
  requestsRight: number;
  /** The cause and the span's name of each request. */
  requests: string[];
  viewsMade: number;
  /** Number of page views with the right template. */
  viewsRight: number;
  views: string[];
  errors: string[];
  /** Invokers in long frames that refer to otel-rum's script. */
  framesOfOurs: string[];
  /** All distinct names: spans, clicked elements, views. */
  names: string[];
  /** Number of log records. */
  events: number;
  spans: number;
  /** Number of requests to the collector, and their bytes. */
  posts: number;
  bytes: number;
}

/** One neighbour's row of the tables. */
export interface Figures extends Recorded {
  name: string;
  versions: string;
  did: string;
  /** Whether the page behaved the same with otel-rum; `broken`: the visit could not be finished. */
  page: 'same' | 'changed' | 'broken';
}

/** Figures of another release are collected without assertions. */
export const isOnlyMeasured = (): boolean => Boolean(process.env.OTEL_RUM_ONLY_MEASURE);

/** Folder in which the figures of a run are collected. */
export const figuresDir = (): string =>
  process.env.OTEL_RUM_FIGURES ?? join(folder, '../../../node_modules/.cache/otel-rum/neighbours/figures');

export const slug = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
