const KEY = 'otel-rum-live-view-theme';

/**
 * Light or dark: by `?theme=`, otherwise the person's earlier choice, otherwise the system's setting.
 *
 * @param {HTMLElement} button switches to the other one
 */
export function startTheme(button) {
  const root = document.documentElement;
  const system = matchMedia('(prefers-color-scheme: dark)');
  const isDark = () => (root.dataset.theme ?? (system.matches ? 'dark' : 'light')) === 'dark';
  const show = () =>
    button.setAttribute('aria-label', isDark() ? 'Switch to light colours' : 'Switch to dark colours');

  const chosen = new URLSearchParams(location.search).get('theme') ?? recall();
  if (chosen === 'light' || chosen === 'dark') root.dataset.theme = chosen;
  show();
  system.addEventListener('change', show);
  button.addEventListener('click', () => {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    remember(root.dataset.theme);
    show();
  });
}

// Within a frame, storage may be refused; then the choice lasts as long as the page.
function recall() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function remember(theme) {
  try {
    localStorage.setItem(KEY, theme);
  } catch {}
}
