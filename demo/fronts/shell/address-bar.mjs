/**
 * Shows the frame's URL, also when its page changes it without a load, and navigates the frame.
 * @param {{ frame: HTMLIFrameElement, address: HTMLElement, alone: HTMLAnchorElement, back: HTMLElement, reload: HTMLElement }} parts
 */
export const addressBar = ({ frame, address, alone, back, reload }) => {
  const show = () => {
    const { pathname, search } = frame.contentWindow.location;
    address.textContent = `${pathname}${search}`;
    alone.href = `${pathname}${search}`;
  };
  frame.addEventListener('load', () => {
    show();
    frame.contentWindow.navigation?.addEventListener('currententrychange', show);
  });
  back.addEventListener('click', () => frame.contentWindow.history.back());
  reload.addEventListener('click', () => frame.contentWindow.location.reload());
};
