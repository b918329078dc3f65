import type { EngineName } from './engines.js';
import type { SignalName } from './signals.js';

/** The name of the attachment that holds an outcome. */
export const OUTCOME = 'signals';

/** What arrived from an engine, as a test hands it to the table. */
export interface EngineOutcome {
  engine: EngineName;
  /** `Firefox 153` */
  title: string;
  arrived: SignalName[];
}
