import { type EndName, ends } from './ends.js';
import { testCell } from './matrix-test.js';
import { type StateName, states } from './states.js';

for (const end of Object.keys(ends) as EndName[])
  for (const state of Object.keys(states) as StateName[]) testCell({ end, state });
