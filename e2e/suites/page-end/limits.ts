import type { BrowserName } from '../../../scripts/browser.mjs';
import type { Cell } from './cell.js';

interface Place extends Cell {
  engine: BrowserName;
  what: string;
}

/** What a platform lets be lost, and why. */
export interface Limit {
  reason: string;
  applies(place: Place): boolean;
}

const isQueued = ({ state }: Cell) => state === '300 spans' || state === '200 KB';

/** Each has its number beneath the tables of docs/reference/delivery.md. */
export const limits: readonly Limit[] = [
  {
    reason:
      'A renderer crash comes without an event. In Chromium `fetchLater` sends what it was last given, up to 16 KB: records ' +
      'that were done, a second before at most. A request in flight, a click whose action is still open, vitals and ' +
      'measurements are not done, and the rest of a long queue does not fit.',
    applies: ({ engine, end, what }) =>
      engine === 'chromium' && end === 'renderer crash' && what !== 'event of the click’s handler',
  },
  {
    reason:
      'A renderer crash comes without an event, and Firefox and WebKit have no `fetchLater`: what waits in the page is gone ' +
      'with it. Errors wait for a second at most, all else for one flush interval.',
    applies: ({ engine, end }) => engine !== 'chromium' && end === 'renderer crash',
  },
  {
    reason: 'Firefox measures no layout shifts, WebKitGTK neither those nor interactions.',
    applies: ({ engine, what }) =>
      (engine !== 'chromium' && what.startsWith('CLS ')) || (engine === 'webkit' && what.startsWith('INP ')),
  },
  {
    reason:
      'Firefox, and at times WebKit, fail the requests of a page that is left before they say that it ends: the page hears of a network ' +
      'failure, and the span tells of one.',
    applies: ({ engine, what }) => engine !== 'chromium' && what === 'mark that the request was in flight',
  },
  {
    reason:
      'A driven WebKitGTK keeps its profile in memory, which is gone with the killed process: what was stored cannot be looked for.',
    applies: ({ engine, end, ...cell }) =>
      engine === 'webkit' && end === 'hidden, then killed' && isQueued({ end, ...cell }),
  },
  {
    reason:
      'WebKit completes no write to IndexedDB that begins when the page is left: what is beyond the 60 KB that may outlive a ' +
      'page is lost. It takes a burst: a full batch does not wait.',
    applies: ({ engine, ...cell }) => engine === 'webkit' && isQueued(cell),
  },
  {
    reason:
      'Chromium fails the requests of a window that closes itself, and sends most of them all the same: which of them arrive ' +
      'differs from run to run.',
    applies: ({ engine, end }) => engine === 'chromium' && end === 'window.close()',
  },
  {
    reason:
      'A link to another site swaps the process. In some runs Firefox drops requests with `keepalive` then (2 of 30 in the ' +
      'first measurements), and Chromium what has just been written to IndexedDB.',
    applies: ({ engine, end, state, what }) =>
      end === 'cross-origin link' &&
      (engine === 'firefox' || (engine === 'chromium' && isQueued({ end, state }) && what !== 'click event')),
  },
  {
    reason:
      'A process that is killed while its page is hidden says nothing before. A request that is in flight then may still end, so ' +
      'it is not reported as incomplete when the page is hidden, but when it is left.',
    applies: ({ end, state, what }) =>
      end === 'hidden, then killed' &&
      state === 'request in flight' &&
      (what === 'request’s span' || what === 'mark that the request was in flight'),
  },
  {
    reason:
      'Firefox hides a tab that is closed before it ends the page. The page sends what it has when it is hidden; what only its ' +
      'end makes, the span of a request in flight, is sent after that, and Firefox drops it in most runs.',
    applies: ({ engine, end, what }) =>
      engine === 'firefox' && end === 'tab closed' && what === 'request’s span',
  },
];
