const [least, most, step] = [25, 75, 2];

/**
 * Divides the room between the panes: by dragging, by the arrow keys, Home and End; a double click resets it.
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
    // The frames would swallow the pointer.
    panes.toggleAttribute('data-dragging', true);
  });
  handle.addEventListener('pointermove', ({ clientX }) => {
    if (!panes.hasAttribute('data-dragging')) return;
    const { left, width } = panes.getBoundingClientRect();
    set(((clientX - left) / width) * 100);
  });
  handle.addEventListener('lostpointercapture', () => panes.removeAttribute('data-dragging'));
};
