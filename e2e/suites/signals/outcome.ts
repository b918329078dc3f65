import type { EngineName } from './engines.js';
import type { SignalName } from './signals.js';

/** Name of the attachment with the outcome. */
export const OUTCOME = 'signals';

/** Signals that arrived from an engine, from the test for the table. */
export interface EngineOutcome {
  engine: EngineName;
  /** `Firefox 153` */
  title: string;
  arrived: SignalName[];
}
