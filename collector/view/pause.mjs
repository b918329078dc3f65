const MAX_HELD = 300;

/**
 * A switch that holds incoming requests back, at least the newest, until it is released.
 *
 * @param {HTMLElement} button
 * @param {(accepted: any) => void} apply
 */
export function createPause(button, apply) {
  let held = [];
  let isPaused = false;
  const show = () => {
    button.setAttribute('aria-pressed', String(isPaused));
    button.setAttribute('aria-label', isPaused ? `Resume, ${held.length} new` : 'Pause');
    button.dataset.held = isPaused && held.length > 0 ? String(held.length) : '';
  };
  button.addEventListener('click', () => {
    isPaused = !isPaused;
    if (!isPaused) for (const accepted of held.splice(0)) apply(accepted);
    show();
  });
  show();

  return {
    /** @param {any} accepted */
    take(accepted) {
      if (!isPaused) return apply(accepted);
      held = [...held, accepted].slice(-MAX_HELD);
      show();
    },
    drop() {
      held = [];
      show();
    },
  };
}
