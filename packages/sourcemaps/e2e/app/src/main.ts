import './main.css';
import { asyncFault } from './async';
import { inlinedFault } from './inlined';
import { libraryFault } from './library';
import { ownFault } from './own';
import { privateMethodFault } from './private-method';
import { reactFault } from './react';
import { startFilter } from './slow';
import { blobWorkerFault, workerFault } from './start-worker';
import { typescriptFault } from './typescript';
import { vueFault } from './vue';

const dynamicFault = async () => (await import('./dynamic')).dynamicFault();

const faults: Record<string, () => unknown> = {
  own: ownFault,
  library: libraryFault,
  async: asyncFault,
  'private-method': privateMethodFault,
  inlined: inlinedFault,
  worker: workerFault,
  'blob-worker': blobWorkerFault,
  vue: vueFault,
  react: reactFault,
  dynamic: dynamicFault,
  typescript: typescriptFault,
};

// Each in a task of its own, unhandled. `?faults=own,vue`: only these; `#wait`: only when the test calls.
const wanted = new URLSearchParams(location.search).get('faults')?.split(',') ?? Object.keys(faults);
for (const name of wanted) setTimeout(() => void faults[name]?.(), 1);
Object.assign(globalThis, { faults });
startFilter();
