/** How a page ends. `isByPage`: the page does it itself, in the task of the click. */
export const ends = {
  'tab closed': { title: 'a tab that is closed', isByPage: false },
  'same-tab link': { title: 'a link to another page', isByPage: true },
  'cross-origin link': { title: 'a link to another site', isByPage: true },
  reload: { title: 'a reload', isByPage: true },
  'history back': { title: 'a step back in the history', isByPage: true },
  'window.close()': { title: 'a window that closes itself', isByPage: true },
  'hidden, then killed': { title: 'a hidden tab whose process is killed', isByPage: false },
  'renderer crash': { title: 'a page whose process crashes', isByPage: false },
  'back/forward cache': { title: 'a page that the back/forward cache keeps and restores', isByPage: true },
} satisfies Record<string, { title: string; isByPage: boolean }>;

export type EndName = keyof typeof ends;
