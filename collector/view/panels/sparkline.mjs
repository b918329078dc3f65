import { SIGNALS } from '../model/wire-store.mjs';
import { element } from '../ui/element.mjs';
import { format } from '../ui/format.mjs';

const WIDTH = 600;
const HEIGHT = 64;

/** Received bytes over time, with one column per time slot and stacked signals. */
export function createSparkline() {
  const columns = element('svg', {
    class: 'sparkline',
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    preserveAspectRatio: 'none',
    role: 'img',
  });
  const since = element('span');
  const peak = element('span');
  const node = element(
    'figure',
    { class: 'history' },
    columns,
    element('figcaption', {}, since, peak, element('span', { text: 'now' })),
  );

  return {
    node,
    /**
     * @param {Record<string, number>[]} history oldest first
     * @param {number} historyMillis how far back it goes
     */
    render(history, historyMillis) {
      const totals = history.map((slot) => SIGNALS.reduce((sum, signal) => sum + slot[signal], 0));
      const most = Math.max(1, ...totals);
      const step = WIDTH / history.length;
      columns.replaceChildren(...history.flatMap((slot, index) => column(slot, index * step, step, most)));
      since.textContent = `${format.duration(historyMillis)} ago`;
      peak.textContent = `peak ${format.bytes(Math.max(...totals))} in ${format.duration(historyMillis / history.length)}`;
      columns.setAttribute('aria-label', `Bytes on the wire over time, ${peak.textContent}`);
    },
  };
}

function column(slot, x, step, most) {
  let top = HEIGHT - 1;
  const base = element('rect', { class: 'base', x, y: top, width: step - 2, height: 1 });
  const parts = SIGNALS.filter((signal) => slot[signal] > 0).map((signal) => {
    const height = Math.max(2, (slot[signal] / most) * (HEIGHT - 4));
    top -= height;
    return element('rect', { 'data-signal': signal, x, y: top, width: step - 2, height });
  });
  return [base, ...parts];
}
