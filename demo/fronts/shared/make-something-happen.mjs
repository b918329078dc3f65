import { element } from './element.mjs';
import { faultSwitches } from './fault-switches.mjs';
import { troubles } from './troubles.mjs';

const storageKey = 'lantern.happen-open';
const hasRoom = () => matchMedia('(min-width: 26rem) and (min-height: 34rem)').matches;

/** The drawer at the foot of every page: buttons that make trouble for the telemetry to show, and the services' fault switches. */
export class MakeSomethingHappen extends HTMLElement {
  connectedCallback() {
    if (this.firstElementChild) return;
    const section = element('section', { className: 'happen', ariaLabel: 'Make something happen' });
    const toggle = element('button', {
      type: 'button',
      className: 'happen-toggle',
      textContent: 'Make something happen',
    });
    const list = element('ul', { className: 'happen-list', id: 'happen-list' });
    const status = element('p', { className: 'happen-status' });
    toggle.dataset.rumName = 'make something happen';
    toggle.setAttribute('aria-controls', list.id);
    status.setAttribute('role', 'status');
    list.append(...troubles.map((trouble) => this.#button(trouble, status)));
    const switches = faultSwitches((sentence) => {
      status.textContent = sentence;
    });
    section.append(toggle, list, switches, status);

    const show = (isOpen) => {
      list.hidden = !isOpen;
      switches.hidden = !isOpen;
      toggle.setAttribute('aria-expanded', String(isOpen));
    };
    toggle.addEventListener('click', () => {
      sessionStorage.setItem(storageKey, String(list.hidden));
      show(list.hidden);
    });
    const chosen = sessionStorage.getItem(storageKey);
    show(chosen === null ? hasRoom() : chosen === 'true');
    this.append(section);
  }

  #button({ name, kind, label, run }, status) {
    const button = element('button', { type: 'button', className: 'happen-button', textContent: label });
    button.dataset.kind = kind;
    button.dataset.rumName = name;
    button.addEventListener('click', async () => {
      status.textContent = '…';
      status.textContent = await run();
    });
    const item = document.createElement('li');
    item.append(button);
    return item;
  }
}

customElements.define('make-something-happen', MakeSomethingHappen);
