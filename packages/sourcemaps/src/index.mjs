// @ts-check
export { collect } from './build/collect.mjs';
export { startServer } from './serve/start-server.mjs';
export { createSymbolicator } from './symbolicate/symbolicator.mjs';
export { symbolicateLines } from './symbolicate-lines.mjs';
