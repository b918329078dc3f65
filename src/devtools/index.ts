export { type DevtoolsOptions, mountDevtools } from './mount-devtools.js';
