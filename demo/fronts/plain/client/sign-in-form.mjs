import { askApi } from './ask-api.mjs';

/** Signs in or out. Who is signed in changes the whole page, so the page is loaded again. */
export const signInForm = (element) => {
  if ('signOut' in element.dataset) {
    element.disabled = false;
    element.addEventListener('click', async () => {
      await askApi('/sign-in', { method: 'DELETE' });
      location.reload();
    });
    return;
  }
  element.addEventListener('submit', async (event) => {
    event.preventDefault();
    const { email, password } = Object.fromEntries(new FormData(element));
    const problem = element.querySelector('[data-problem]');
    problem.textContent = '';
    try {
      await askApi('/sign-in', {
        method: 'POST',
        body: { email, password: event.submitter?.value || password },
      });
      location.reload();
    } catch (error) {
      problem.textContent = error.message;
      element.querySelector('#password').focus();
    }
  });
};
