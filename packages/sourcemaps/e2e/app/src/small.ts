// The app of tests that compare builds with and without the plugin: a style, a chunk, a worker, `import.meta`.
import './main.css';
import { ownFault } from './own';
import { typescriptFault } from './typescript';

export const faults = {
  ownFault,
  typescriptFault,
  load: async () => (await import('./dynamic')).dynamicFault(),
  start: () => new Worker(new URL('./worker.ts', import.meta.url)),
  where: import.meta.url,
};
Object.assign(globalThis, { faults });
