import type { Cell } from '../../suites/page-end/cell.js';
import { testCell } from '../../suites/page-end/matrix-test.js';

// Each end and each state of the matrix at least once; `npm run test:browsers` runs the whole matrix in three engines.
const cells: Cell[] = [
  { end: 'tab closed', state: 'error' },
  { end: 'tab closed', state: '200 KB' },
  { end: 'same-tab link', state: 'click' },
  { end: 'same-tab link', state: '300 spans' },
  { end: 'cross-origin link', state: 'request finished' },
  { end: 'reload', state: 'INP and CLS' },
  { end: 'history back', state: 'request in flight' },
  { end: 'window.close()', state: 'click' },
  { end: 'hidden, then killed', state: 'INP and CLS' },
  { end: 'renderer crash', state: 'error' },
  { end: 'back/forward cache', state: 'request finished' },
];
for (const cell of cells) testCell(cell);
