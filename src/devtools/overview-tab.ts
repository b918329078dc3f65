import { createVitalCard } from './create-vital-card.js';
import { listFacts } from './list-facts.js';
import type { TabContent, View } from './view.js';
import { VITALS, type Vital } from './vital.js';

/** The vitals with their causes, and who, where and whether records are sent. */
export function createOverviewTab(view: View): TabContent {
  const { make, journal, vitals, window } = view;
  const cards = make('ul', { class: 'vitals', 'aria-label': 'Web Vitals' });
  const facts = make('dl', { class: 'facts' });
  let cardsShown: string[] = [];
  let factsShown = '';

  /** Returns what a card shows: it is replaced only if that has changed, so that it keeps its focus. */
  const keyOf = ({ name }: Vital) => {
    const now = vitals.read(name);
    return [
      name,
      journal.vitals.get(name)?.id,
      journal.softVitals.get(name)?.id,
      now?.value,
      now?.element()?.localName,
    ].join();
  };
  const updateCards = () => {
    const keys = VITALS.map(keyOf);
    for (const [index, vital] of VITALS.entries()) {
      if (cardsShown[index] === keys[index]) continue;
      const before = cards.children[index];
      const card = createVitalCard(view, vital);
      const hadFocus = before?.contains(window.document.activeElement);
      if (before) before.replaceWith(card);
      else cards.append(card);
      if (hadFocus) card.querySelector('button')?.focus();
    }
    cardsShown = keys;
  };
  const updateFacts = () => {
    const list = listFacts(view.status(), journal);
    const text = JSON.stringify(list);
    // A text that is selected would be lost.
    if (text === factsShown) return;
    factsShown = text;
    facts.replaceChildren(
      ...list.flatMap(({ name, text, tone }) => [
        make('dt', {}, name),
        make('dd', { 'data-tone': tone }, text),
      ]),
    );
  };
  return {
    name: 'Overview',
    element: make('div', {}, cards, facts),
    update() {
      updateCards();
      updateFacts();
    },
  };
}
