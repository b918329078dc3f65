import type { KeptRecord } from './journal.js';
import { quiet } from './make-elements.js';
import type { View } from './view.js';

/** Shows a record as OTLP/JSON, with a button that copies it. */
export function showOtlp({ make, window, announce }: View, { otlp, name }: KeptRecord): HTMLElement {
  const json = JSON.stringify(JSON.parse(otlp), undefined, 2);
  // In the tab order: it scrolls.
  const text = make('pre', { tabindex: 0, role: 'region', 'aria-label': `${name} as OTLP` }, json);
  const select = () => {
    window.getSelection()?.selectAllChildren(text);
    // Without a secure context there is no clipboard: https://w3c.github.io/clipboard-apis/#navigator-clipboard
    announce(window.document.execCommand('copy') ? 'Copied' : 'Selected: copy it with the keyboard');
  };
  const copy = async () => {
    try {
      await window.navigator.clipboard.writeText(json);
      announce('Copied');
    } catch {
      quiet(select)();
    }
  };
  return make(
    'div',
    { class: 'otlp' },
    make('button', { type: 'button', class: 'small', onclick: () => void copy() }, 'Copy OTLP'),
    text,
  );
}
