import { describe, expect, it } from 'vitest';
import { createUserContext } from './user.js';

describe('the user', () => {
  it('is nobody until the app says who it is', () => {
    expect(createUserContext({}).attributes()).toEqual({});
  });

  it('is sent with id and attributes, until another takes the place', () => {
    const user = createUserContext({ tenant: 't1' });
    user.setUser({ id: 'u-1', attributes: { 'user.roles': ['editor'] } });
    expect(user.attributes()).toEqual({ tenant: 't1', 'user.id': 'u-1', 'user.roles': ['editor'] });
    user.setUser({ id: 'u-2' });
    expect(user.attributes()).toEqual({ tenant: 't1', 'user.id': 'u-2' });
    user.setUser(null);
    expect(user.attributes()).toEqual({ tenant: 't1' });
  });

  it('may have an id that is empty or none at all', () => {
    const user = createUserContext({});
    user.setUser({ id: '' });
    expect(user.attributes()).toEqual({ 'user.id': '' });
    user.setUser({ attributes: { plan: 'pro' } });
    expect(user.attributes()).toEqual({ plan: 'pro' });
  });
});

describe("the app's attributes", () => {
  it('are added to, changed, and taken away by undefined', () => {
    const user = createUserContext({ a: 1, b: 2 });
    user.setAttributes({ b: 3, c: 4 });
    user.setAttributes({ a: undefined });
    const { a, ...rest } = user.attributes();
    expect(a).toBeUndefined();
    expect(rest).toEqual({ b: 3, c: 4 });
  });

  it('cannot be changed from outside', () => {
    const initial = { a: 1 };
    const user = createUserContext(initial);
    initial.a = 2;
    Object.assign(user.attributes(), { a: 3 });
    expect(user.attributes()).toEqual({ a: 1 });
  });
});
