import type { BrowserName } from '../../../scripts/browser.mjs';
import type { Cell } from './cell.js';

interface Place extends Cell {
  engine: BrowserName;
  what: string;
}

/** Records that a platform may lose, and why. */
export interface Limit {
  reason: string;
  applies(place: Place): boolean;
}

const isQueued = ({ state }: Cell) => state === '300 spans' || state === '200 KB';

/** Each one that applied has a number below the tables of docs/reference/delivery.md. */
export const limits: readonly Limit[] = [
  {
    reason:
      'A renderer crash fires no event. In Chromium `fetchLater` sends its last copy of up to 16 KiB: records that had ended, ' +
      'at most a second before. A request in flight, a click whose action is still open, vitals and measurements have not ' +
      'ended, and the rest of a long queue does not fit.',
    applies: ({ engine, end, what }) =>
      engine === 'chromium' && end === 'renderer crash' && what !== 'event of the click’s handler',
  },
  {
    reason:
      'A renderer crash fires no event, and Firefox and WebKit have no `fetchLater`: queued records are lost. Errors are ' +
      'queued for at most a second, other records for one flush interval.',
    applies: ({ engine, end }) => engine !== 'chromium' && end === 'renderer crash',
  },
  {
    reason: 'Firefox does not report layout shifts; WebKitGTK reports neither those nor interactions.',
    applies: ({ engine, what }) =>
      (engine !== 'chromium' && what.startsWith('CLS ')) || (engine === 'webkit' && what.startsWith('INP ')),
  },
  {
    reason:
      'Firefox, and sometimes WebKit, fail the requests of a page that is left before they fire its end: the page gets a ' +
      'network failure, and so does the span.',
    applies: ({ engine, what }) => engine !== 'chromium' && what === 'mark that the request was in flight',
  },
  {
    reason:
      'WebKitGTK under automation keeps its profile in memory, which is lost with the killed process: the test cannot look for ' +
      'stored records.',
    applies: ({ engine, end, ...cell }) =>
      engine === 'webkit' && end === 'hidden, then killed' && isQueued({ end, ...cell }),
  },
  {
    reason:
      'WebKit completes no write to IndexedDB that starts when the page is left: records beyond the 32 KiB that may be sent ' +
      'at page end are lost. Only a burst is that large, since a full batch is sent at once.',
    applies: ({ engine, ...cell }) => engine === 'webkit' && isQueued(cell),
  },
  {
    reason:
      'Chromium reports failure for the requests of a window that closes itself, but sends most of them: which of them arrive ' +
      'differs between runs.',
    applies: ({ engine, end }) => engine === 'chromium' && end === 'window.close()',
  },
  {
    reason:
      'A link to another site changes the process. In some runs Firefox then drops requests with `keepalive` (2 of 30 in the ' +
      'first measurements), and Chromium drops recent writes to IndexedDB.',
    applies: ({ engine, end, state, what }) =>
      end === 'cross-origin link' &&
      (engine === 'firefox' || (engine === 'chromium' && isQueued({ end, state }) && what !== 'click event')),
  },
  {
    reason:
      'A process that is killed while its page is hidden fires no event. A request that is in flight when the page is hidden ' +
      'may still end, so it is reported as incomplete only when the page is left.',
    applies: ({ end, state, what }) =>
      end === 'hidden, then killed' &&
      state === 'request in flight' &&
      (what === 'request’s span' || what === 'mark that the request was in flight'),
  },
  {
    reason:
      'Firefox hides a tab before it closes it. The page sends its records when it is hidden; the span of a request in flight, ' +
      'which only the end of the page creates, is sent after that, and Firefox drops it in most runs.',
    applies: ({ engine, end, what }) =>
      engine === 'firefox' && end === 'tab closed' && what === 'request’s span',
  },
];
