import { rovingFocus } from './roving-focus.mjs';

/**
 * Tabs and their panels. Tabs marked `data-narrow` belong to panels that a wide window always shows.
 *
 * @param {Element} tablist its tabs name their panels by `aria-controls`
 * @param {(name: string) => void} onChange
 */
export function startTabs(tablist, onChange) {
  const wide = matchMedia('(min-width: 1080px)');
  const tabs = [...tablist.querySelectorAll('[role=tab]')];
  const panelOf = (tab) => document.getElementById(tab.getAttribute('aria-controls'));
  const isAlways = (tab) => wide.matches && 'narrow' in tab.dataset;
  let selected = tabs[0];

  const show = () => {
    if (isAlways(selected)) selected = tabs.find((tab) => !isAlways(tab));
    for (const tab of tabs) {
      tab.hidden = isAlways(tab);
      tab.setAttribute('aria-selected', String(tab === selected));
      tab.tabIndex = tab === selected ? 0 : -1;
      const panel = panelOf(tab);
      panel.hidden = tab !== selected && !isAlways(tab);
      // Without its tab, a panel is a region of its own.
      panel.setAttribute('role', isAlways(tab) ? 'region' : 'tabpanel');
    }
    selected.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    onChange(selected.dataset.tab);
  };
  const select = (tab) => {
    selected = tab;
    show();
  };
  for (const tab of tabs) tab.addEventListener('click', () => select(tab));
  rovingFocus(tablist, '[role=tab]', { isHorizontal: true, onMove: select });
  wide.addEventListener('change', show);
  show();

  return {
    /** @param {string} name */
    isShown: (name) => !panelOf(tabs.find((tab) => tab.dataset.tab === name)).hidden,
    /** @param {string} name */
    open(name) {
      const tab = tabs.find((each) => each.dataset.tab === name);
      if (!isAlways(tab)) select(tab);
    },
  };
}
