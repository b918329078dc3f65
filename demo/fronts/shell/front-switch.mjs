/**
 * Switches the frame between the front ends. The choice is part of the shell's own URL, so that it can be shared.
 * @param {{ frame: HTMLIFrameElement, choices: HTMLFieldSetElement }} parts
 */
export const frontSwitch = ({ frame, choices }) => {
  const radios = [...choices.querySelectorAll('input')];
  const chosen =
    radios.find(({ value }) => value === new URLSearchParams(location.search).get('front')) ?? radios[0];
  chosen.checked = true;
  frame.src = chosen.value;
  choices.addEventListener('change', ({ target }) => {
    frame.contentWindow.location.href = target.value;
    history.replaceState(null, '', `?front=${target.value}`);
  });
};
