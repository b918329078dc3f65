import { createDisclosure } from './create-disclosure.js';
import { findElement } from './find-element.js';
import { formatMillis } from './format.js';
import { showOtlp } from './show-otlp.js';
import type { View } from './view.js';
import { formatVital, ratingOf, readVital, type Vital } from './vital.js';

const TONES: Record<string, string> = { good: 'good', 'needs improvement': 'fair', poor: 'bad' };
/** Maximum number of phases that are shown. */
const MAX_PARTS = 3;

/** Creates the card of a vital: its value, its thresholds, and what caused it. It opens as OTLP once otel-rum has reported it. */
export function createVitalCard(view: View, vital: Vital): HTMLElement {
  const { make, journal, vitals, outline } = view;
  const { name, title, good, poor } = vital;
  const record = journal.vitals.get(name);
  const report = record?.log && readVital(record.log.attributes);
  const now = vitals.read(name);
  const value = report?.value ?? now?.value;
  const rating = report?.rating ?? (value === undefined ? undefined : ratingOf(vital, value));
  const soft = journal.softVitals.get(name)?.log;
  const softly = soft && readVital(soft.attributes);
  const find = () => now?.element() ?? findElement(report?.target);
  const element = find();
  const target = report?.target ?? element?.localName;
  const show = () => outline(find());
  const hide = () => outline(undefined);
  const showTarget = (text: string) =>
    element
      ? make(
          'button',
          {
            type: 'button',
            class: 'target',
            'aria-label': `Outline ${text} in the page`,
            onmouseenter: show,
            onfocus: show,
            onmouseleave: hide,
            onblur: hide,
          },
          text,
        )
      : make('span', { class: 'target' }, text);
  const parts = report?.parts
    .slice(0, MAX_PARTS)
    .map(([part, millis]) => `${part} ${formatMillis(millis)}`)
    .join(' · ');
  const summary = [
    make('abbr', { title }, name.toUpperCase()),
    make('strong', {}, value === undefined ? '–' : formatVital(name, value)),
    make('span', { class: 'rating' }, rating ? `${rating}${report ? '' : ', so far'}` : 'not measured yet'),
    make('small', {}, `good ≤ ${formatVital(name, good)}, poor > ${formatVital(name, poor)}`),
  ];
  const attributes = { class: 'vital', 'data-tone': rating && TONES[rating] };
  const card = record
    ? createDisclosure(view, summary, () => [showOtlp(view, record)], attributes)
    : make('li', attributes, make('div', { class: 'row' }, ...summary));
  card.append(
    make(
      'div',
      { class: 'cause' },
      target && showTarget(target),
      parts && make('span', {}, parts),
      report?.script && make('span', {}, `script ${report.script}`),
      softly &&
        make('span', {}, `latest soft navigation: ${formatVital(name, softly.value)}, ${softly.rating}`),
    ),
  );
  return card;
}
