const [least, most, step] = [25, 75, 2];

/**
 * Resizes the panes by dragging, the arrow keys, Home and End; a double click resets them.
 * @param {{ handle: HTMLElement, panes: HTMLElement }} parts
 */
export const splitter = ({ handle, panes }) => {
  let share = 50;
  const set = (wanted) => {
    share = Math.min(most, Math.max(least, wanted));
    panes.style.setProperty('--share', `${share}%`);
    handle.setAttribute('aria-valuenow', String(Math.round(share)));
  };
  handle.setAttribute('aria-valuemin', String(least));
  handle.setAttribute('aria-valuemax', String(most));
  set(share);

  const moves = {
    ArrowLeft: () => share - step,
    ArrowRight: () => share + step,
    Home: () => least,
    End: () => most,
  };
  handle.addEventListener('keydown', (event) => {
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    set(move());
  });
  handle.addEventListener('dblclick', () => set(50));
  handle.addEventListener('pointerdown', (event) => {
    handle.setPointerCapture(event.pointerId);
    // Otherwise the frames would receive the pointer's events.
    panes.toggleAttribute('data-dragging', true);
  });
  handle.addEventListener('pointermove', ({ clientX }) => {
    if (!panes.hasAttribute('data-dragging')) return;
    const { left, width } = panes.getBoundingClientRect();
    set(((clientX - left) / width) * 100);
  });
  handle.addEventListener('lostpointercapture', () => panes.removeAttribute('data-dragging'));
};
