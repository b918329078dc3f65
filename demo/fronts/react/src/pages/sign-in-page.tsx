import { type FormEvent, useRef, useState } from 'react';
import { askApi } from '../../../shared/ask-api.ts';
import type { Visitor } from '../../../shared/movie.ts';
import { useVisitor } from '../visitor-context.ts';

/** The sign-in form, or the signed-in user. */
export const SignInPage = () => {
  const { visitor, setVisitor } = useVisitor();
  const [problem, setProblem] = useState('');
  const password = useRef<HTMLInputElement>(null);

  const ask = async (method: 'POST' | 'DELETE', body?: object) => {
    setProblem('');
    try {
      const { user } = await askApi<Pick<Visitor, 'user'>>('/sign-in', { method, body });
      setVisitor((before) => ({ ...before, user }));
    } catch (error) {
      setProblem((error as Error).message);
      password.current?.focus();
    }
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { email, password } = Object.fromEntries(new FormData(event.currentTarget));
    const { submitter } = event.nativeEvent as SubmitEvent;
    ask('POST', { email, password: (submitter as HTMLButtonElement | null)?.value || password });
  };

  return (
    <div className="narrow">
      <title>Sign in – Lantern</title>
      {visitor.user ? (
        <>
          <h1>Hello, {visitor.user.name}</h1>
          <p className="quiet">
            You are signed in. Telemetry from now on carries the user id {visitor.user.id}, and not your
            e-mail address.
          </p>
          <button
            type="button"
            className="button button-quiet"
            data-rum-name="sign out"
            onClick={() => ask('DELETE')}
          >
            Sign out
          </button>
        </>
      ) : (
        <>
          <h1>Sign in</h1>
          <p className="quiet">For show: any password is right, but the word “wrong”.</p>
          <form className="sign-in-form" onSubmit={submit} noValidate>
            <label className="label" htmlFor="email">
              E-mail
            </label>
            <input
              id="email"
              className="field"
              type="email"
              name="email"
              defaultValue="ada@example.com"
              autoComplete="username"
              required
            />
            <label className="label" htmlFor="password">
              Password
            </label>
            <input
              ref={password}
              id="password"
              className="field"
              type="password"
              name="password"
              defaultValue="popcorn"
              autoComplete="current-password"
              required
            />
            <p className="problem" role="alert">
              {problem}
            </p>
            <div className="form-actions">
              <button type="submit" className="button" data-rum-name="sign in">
                Sign in
              </button>
              <button
                type="submit"
                className="button button-quiet"
                value="wrong"
                data-rum-name="sign in with a wrong password"
              >
                Try a wrong password
              </button>
            </div>
          </form>
        </>
      )}
    </div>
  );
};
