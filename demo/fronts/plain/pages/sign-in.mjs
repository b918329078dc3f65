import { html } from '../parts/html.mjs';

const form = (problem) => html`<h1>Sign in</h1>
<p class="quiet">For show: any password is right, but the word “wrong”.</p>
<form class="sign-in-form" method="post" action="/plain/sign-in" data-sign-in novalidate>
  <label class="label" for="email">E-mail</label>
  <input id="email" class="field" type="email" name="email" value="ada@example.com" autocomplete="username" required>
  <label class="label" for="password">Password</label>
  <input id="password" class="field" type="password" name="password" value="popcorn" autocomplete="current-password" required>
  <p class="problem" role="alert" data-problem>${problem}</p>
  <div class="form-actions">
    <button class="button" data-rum-name="sign in">Sign in</button>
    <button class="button button-quiet" name="instead" value="wrong" data-rum-name="sign in with a wrong password">Try a wrong password</button>
  </div>
</form>`;

const signedIn = (user) => html`<h1>Hello, ${user.name}</h1>
<p class="quiet">You are signed in. Telemetry from now on carries the user id ${user.id}, and not your e-mail address.</p>
<button type="button" class="button button-quiet" disabled data-sign-out data-rum-name="sign out">Sign out</button>`;

/** The sign-in form, or the signed-in user. */
export const signIn = ({ problem } = {}) => ({
  title: 'Sign in',
  path: '/plain/sign-in',
  route: '/sign-in',
  body: ({ user }) => html`<div class="narrow">${user ? signedIn(user) : form(problem)}</div>`,
});
