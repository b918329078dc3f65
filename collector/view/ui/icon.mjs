import { element } from './element.mjs';

const PATHS = {
  client: 'M4 12 12 4M6 4h6v6',
  server: 'M12 4 4 12M4 6v6h6',
  internal: 'M8 6.5a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3Z',
  error: 'M8 2 1.5 13.5h13L8 2Zm0 4.5v3.5m0 1.6v.4',
  caret: 'm6 4 4 4-4 4',
};

/**
 * A small line drawing in the colour of the text around it.
 *
 * @param {keyof typeof PATHS} name
 * @param {string} [label] what it says, where no text beside it does
 */
export function icon(name, label) {
  const described = label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': 'true' };
  return element(
    'svg',
    { class: `icon icon-${name}`, viewBox: '0 0 16 16', ...described },
    element('path', { d: PATHS[name] }),
  );
}
