import { explainBatch } from './explain-batch.js';
import { formatBytes, formatCount, formatTime } from './format.js';
import type { KeptMessage } from './journal.js';
import { showList } from './show-list.js';
import type { TabContent, View } from './view.js';

/** What became of batches, and the messages of otel-rum. */
export function createDeliveryTab(view: View): TabContent {
  const { make, journal, pageOrigin } = view;
  const about = make('p', { class: 'about' });
  const rows = make('ol', { class: 'messages', 'aria-label': 'Batches and messages, latest first' });

  const create = ({ text, isWarning, batch, policy, atMillis }: KeptMessage) => {
    const result = batch
      ? explainBatch(batch, pageOrigin, view.status()?.endpoint, policy)
      : { tone: isWarning ? 'bad' : '', text };
    return make(
      'li',
      { 'data-tone': result.tone },
      make('time', {}, formatTime(atMillis)),
      make('span', {}, isWarning ? `Warning: ${result.text}` : result.text),
    );
  };
  return {
    name: 'Delivery',
    element: make('div', {}, about, rows),
    update() {
      const { records, bytes } = view.status()?.waiting ?? { records: 0, bytes: 0 };
      const { sent, refused } = journal.totals;
      about.textContent = `Waiting: ${formatCount(records, 'record')}, ${formatBytes(bytes)}. Sent: ${sent}. Lost: ${refused}.`;
      showList(rows, [...journal.messages].reverse(), ({ id }) => id, create);
    },
  };
}
