/** The attribute by which an app names an element for telemetry. */
export const NAME_ATTRIBUTE = 'data-rum-name';
const MAX_LEVELS = 4;

/** What a person would say can be pressed or followed. */
export const PRESSABLE = 'button,a,[onclick],[role=button],[role=link]';

/**
 * An id that somebody chose is a word, or up to four of them (`searchForm`, `main-nav`). A digit, a sign that nobody types
 * between words, or five consonants in a row tell of one that was made at run time
 * (`:r1:`, `_r_a_`, `ember12`, `radix-:r3:`, `field-kqzptx`) or in a build (`Card_root__x1Y2z`); many words of one made of
 * a title. Such a name is another one for each visit, release or row, and may be somebody's number.
 */
const CHOSEN_ID = /^(?!.*[b-df-hj-np-tv-xz]{5})\p{L}+([-_.]\p{L}+){0,3}$/u;

const step = (element: Element): string => {
  const tag = element.localName;
  const name = element.getAttribute(NAME_ATTRIBUTE);
  if (name) return `${tag}[${NAME_ATTRIBUTE}="${name}"]`;
  // By its attribute: a form's `id` may be its field of that name.
  const id = element.getAttribute('id') ?? '';
  if (CHOSEN_ID.test(id)) return `${tag}#${id}`;
  const role = element.getAttribute('role');
  return role ? `${tag}[role="${role}"]` : tag;
};

/**
 * Where an element is, for people and for grouping: up to four steps, ending early at a name or an id.
 * Made of tag names, roles, ids and `data-rum-name` only: never text, never a value, never another attribute.
 * @example 'main>form#search>button'
 */
export function describeElement(element: Element | null): string {
  const steps: string[] = [];
  for (let at = element; at && steps.length < MAX_LEVELS; at = at.parentElement) {
    const description = step(at);
    steps.unshift(description);
    if (/#|rum-name/.test(description)) break;
  }
  return steps.join('>');
}

/** The nearest element that a person would say was acted on: what has a name, or can be pressed or followed. */
export function actionTarget(element: Element): Element {
  return element.closest(`[${NAME_ATTRIBUTE}],${PRESSABLE},input,select,textarea,summary,label`) ?? element;
}
