import type { Arrival, Cell } from './cell.js';

/** The name of the attachment that holds an outcome. */
export const OUTCOME = 'page-end';

/** What one run of a cell came to, as a test hands it to the table. */
export interface CellOutcome extends Cell {
  engine: string;
  /** Whether the back/forward cache gave the page back. */
  isRestored: boolean;
  /** Each with the index of the limit that lets it be lost; -1: none does. */
  arrivals: (Arrival & { limit: number })[];
}
