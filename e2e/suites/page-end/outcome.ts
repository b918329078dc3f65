import type { Arrival, Cell } from './cell.js';

/** Name of the attachment with the outcome. */
export const OUTCOME = 'page-end';

/** Outcome of one run of a cell, from the test for the table. */
export interface CellOutcome extends Cell {
  engine: string;
  /** Whether the back/forward cache restored the page. */
  isRestored: boolean;
  /** Each with the index of the limit by which it may be lost; -1: none. */
  arrivals: (Arrival & { limit: number })[];
}
