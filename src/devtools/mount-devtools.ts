import { getRum, type RumStatus } from '../index.js';
import { createPanel, type Panel } from './create-panel.js';
import { createFrame, type FrameWindow } from './frame.js';
import { createJournal } from './journal.js';
import { createMake, quiet } from './make-elements.js';
import { setStyle } from './set-style.js';
import { watchVitals } from './watch-vitals.js';

/** Options of the panel. */
export interface DevtoolsOptions {
  /** Whether the panel is open at first, not only a small button. @default true */
  isOpen?: boolean;
  /** Maximum number of records, of requests and of messages that are kept; of more, the oldest are forgotten. @default 300 */
  maxRecords?: number;
}

const MAX_RECORDS = 300;
/** Minimum time between two updates of the panel. */
const UPDATE_INTERVAL_MILLIS = 200;
/** The panel of the page, whichever copy of this module has mounted it. */
const KEY = Symbol.for('otel-rum.devtools');

/**
 * Shows a panel at the bottom of the page with what otel-rum records, as it happens: Web Vitals, traces, requests and their
 * headers, errors, batches. It uses `getRum()` alone, sees what is captured from now on, and changes nothing of what is sent. Call it
 * before `initRum()` to see everything. A page has one panel: a second call returns the first one's function.
 * @returns a function that removes the panel
 * @example if (location.search.includes('otel-rum-devtools')) void import('otel-rum/devtools').then(({ mountDevtools }) => mountDevtools());
 */
export function mountDevtools(options: DevtoolsOptions = {}): () => void {
  const home = globalThis as { [KEY]?: (() => void) | undefined };
  // On a server there is no page.
  if (typeof document !== 'object') return () => {};
  if (home[KEY]) return home[KEY];
  const { isOpen = true, maxRecords = MAX_RECORDS } = options;
  const rum = getRum();
  const journal = createJournal(Math.max(1, maxRecords));
  let own: FrameWindow | undefined;
  let panel: Panel | undefined;
  let status: RumStatus | undefined;
  let isStatusOld = true;
  let isDue = false;

  const update = quiet(() => {
    isDue = false;
    journal.update();
    panel?.update();
  });
  const updateSoon = () => {
    if (isDue || !own) return;
    isDue = true;
    // The frame's timer, which neither otel-rum nor zone.js has patched.
    own.setTimeout(update, UPDATE_INTERVAL_MILLIS);
  };
  const stopObserving = rum.observe((report) => {
    journal.add(report);
    isStatusOld = true;
    updateSoon();
  });
  const vitals = watchVitals(updateSoon);
  const frame = createFrame(
    quiet((window, { clip, outline }) => {
      own = window;
      isDue = false;
      const isOpenNow = panel?.isOpen ?? isOpen;
      const make = createMake(window.document);
      const announcement = make('p', { class: 'status', role: 'status' });
      window.document.documentElement.lang = 'en';
      window.document.title = 'otel-rum devtools';
      setStyle(window);
      window.document.body.append(announcement);
      journal.update();
      panel = createPanel(
        {
          make,
          window,
          journal,
          vitals,
          pageOrigin: location.origin,
          // Not read at other times: that would begin a new session after half an hour without a gesture.
          status() {
            if (isStatusOld) status = rum.getStatus();
            isStatusOld = false;
            return status;
          },
          outline,
          announce(text) {
            announcement.textContent = text;
          },
        },
        clip,
        isOpenNow,
        () => unmount(),
      );
    }),
  );
  const unmount = () => {
    stopObserving();
    vitals.stop();
    frame.remove();
    own = undefined;
    delete home[KEY];
  };
  home[KEY] = unmount;
  return unmount;
}
