import { describe, expect, it, vi } from 'vitest';
import { createUserContext, type User } from './user.js';

describe('the user', () => {
  it('is anonymous until the app sets it', () => {
    expect(createUserContext({}).attributes()).toEqual({});
  });

  it('is sent with id and attributes, until it is replaced', () => {
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

describe('the user that the app sets', () => {
  const set = (given: unknown) => {
    const warn = vi.fn();
    const user = createUserContext({}, warn);
    user.setUser({ id: 'before' });
    user.setUser(given as User);
    return { attributes: user.attributes(), warnings: warn.mock.calls.flat() };
  };

  it('is kept under the names of the semantic conventions', () => {
    const given = {
      id: 'u-1',
      name: 'ada',
      fullName: 'Ada Lovelace',
      email: 'ada@shop.example',
      hash: 'f0',
      roles: ['editor'],
    };
    expect(set(given)).toEqual({
      attributes: {
        'user.id': 'u-1',
        'user.name': 'ada',
        'user.full_name': 'Ada Lovelace',
        'user.email': 'ada@shop.example',
        'user.hash': 'f0',
        'user.roles': ['editor'],
      },
      warnings: [],
    });
  });

  it('has texts for numbers, and nothing for null', () => {
    expect(set({ id: 4711, email: null })).toEqual({ attributes: { 'user.id': '4711' }, warnings: [] });
  });

  it.each<[given: object]>([[{ id: 'u-1', plan: 'free' }], [{ id: 'u-1', constructor: 'x' }]])(
    'causes a warning for dropped keys: %o',
    (given) => {
      const { attributes, warnings } = set(given);
      expect(attributes).toEqual({ 'user.id': 'u-1' });
      expect(warnings).toEqual([expect.stringContaining(`'${Object.keys(given)[1]}' was dropped`)]);
    },
  );

  it('warns of an object in place of a text', () => {
    const { attributes, warnings } = set({ id: { value: 'u-1' }, name: 'ada' });
    expect(attributes).toEqual({ 'user.name': 'ada' });
    expect(warnings).toEqual(["setUser: 'id' must be a string"]);
  });

  it.each([['u1'], [7], [true]])('is anonymous if it is no object: %o', (given) => {
    const { attributes, warnings } = set(given);
    expect(attributes).toEqual({});
    expect(warnings).toEqual([expect.stringContaining("{ id: 'u-1' }")]);
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
