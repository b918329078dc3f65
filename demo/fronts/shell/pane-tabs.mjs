/**
 * Tabs for screens with room for only one pane. Both frames stay loaded; the style sheet hides one.
 * @param {HTMLElement} list
 */
export const paneTabs = (list) => {
  const tabs = [...list.querySelectorAll('[role="tab"]')];
  const select = (chosen) => {
    for (const tab of tabs) {
      const isChosen = tab === chosen;
      tab.setAttribute('aria-selected', String(isChosen));
      tab.tabIndex = isChosen ? 0 : -1;
      document.getElementById(tab.getAttribute('aria-controls')).toggleAttribute('data-chosen', isChosen);
    }
  };
  list.addEventListener('click', ({ target }) => select(target.closest('[role="tab"]')));
  list.addEventListener('keydown', ({ key }) => {
    const turn = { ArrowLeft: -1, ArrowRight: 1 }[key];
    if (!turn) return;
    const next = tabs[(tabs.indexOf(document.activeElement) + turn + tabs.length) % tabs.length];
    next.focus();
    select(next);
  });
  select(tabs[0]);
};
