/** The attribute by which an app names an element for telemetry. */
export const NAME_ATTRIBUTE = 'data-rum-name';
const MAX_LEVELS = 4;

const step = (element: Element): string => {
  const tag = element.localName;
  const name = element.getAttribute(NAME_ATTRIBUTE);
  if (name) return `${tag}[${NAME_ATTRIBUTE}="${name}"]`;
  // An id with a run of digits is most likely made up at run time: high in cardinality, and maybe somebody's number.
  if (element.id && !/\d{3}/.test(element.id)) return `${tag}#${element.id}`;
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
    if (/[#"]/.test(description)) break;
  }
  return steps.join('>');
}

/** The nearest element that a person would say was acted on: what has a name, or can be pressed or followed. */
export function actionTarget(element: Element): Element {
  return (
    element.closest(
      `[${NAME_ATTRIBUTE}],button,a,input,select,textarea,summary,label,[role=button],[role=link]`,
    ) ?? element
  );
}
