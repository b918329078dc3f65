import type { EndName } from '../ends.js';
import type { StateName } from '../states.js';
import { acts } from './acts.js';
import { whenStoreIsEmpty, whenStoreIsOpen } from './store.js';

declare const otelRum: { addEvent(name: string): void; flush(): Promise<void> };

const query = Object.fromEntries(new URLSearchParams(location.search));
const find = (id: string) => document.getElementById(id) as HTMLElement;
/** Notifies the test by a beacon, which otel-rum does not trace, and which page end does not stop. */
const notify = (what: string) => navigator.sendBeacon(`/reached/${what}`);
const frames = (left: number, callback: () => void) => {
  if (left) requestAnimationFrame(() => frames(left - 1, callback));
  else setTimeout(callback);
};

/** Time before the process is killed, in which sent requests leave the machine. */
const KILLED_AFTER_MILLIS = 300;

const notifyActed = () => notify('acted');
const leaves: Record<EndName, () => void> = {
  'tab closed': notifyActed,
  'same-tab link': () => find('link').click(),
  'cross-origin link': () => find('cross-origin-link').click(),
  reload: () => location.reload(),
  'history back': () => history.back(),
  'window.close()': () => window.close(),
  'hidden, then killed': notifyActed,
  'renderer crash': notifyActed,
  'back/forward cache': () => find('link-and-back').click(),
};

/** The page that ends. */
function start(state: StateName, end: EndName) {
  find('act').onclick = () => acts[state](leaves[end]);
  addEventListener('visibilitychange', () => {
    if (!document.hidden) return;
    notify('hidden');
    setTimeout(() => notify('hidden-for-a-moment'), KILLED_AFTER_MILLIS);
  });
  addEventListener('pageshow', async ({ persisted }) => {
    if (persisted) {
      otelRum.addEvent('shop.returned');
      await otelRum.flush();
      notify('restored');
      return;
    }
    // Causes a layout shift. Then sends the first batch, with its preflight, as would happen a second later.
    frames(2, () => {
      find('late').style.height = '200px';
      frames(2, async () => {
        await otelRum.flush();
        await whenStoreIsOpen();
        notify(
          performance
            .getEntriesByType('navigation')
            .some((entry) => (entry as PerformanceNavigationTiming).type === 'navigate')
            ? 'ready'
            : 'loaded-anew',
        );
      });
    });
  });
}

/** The next page of the same site: sends stored records, and notifies the test when the store is empty. */
async function drain() {
  await otelRum.flush();
  await whenStoreIsEmpty();
  otelRum.addEvent('shop.next');
  await otelRum.flush();
  notify(`drained-${query.load}`);
}

if (query.state) start(query.state as StateName, query.end as EndName);
else addEventListener('load', () => setTimeout(drain));
