import type { Attributes } from '@opentelemetry/api';
import * as names from '../semconv.js';

/** The user as the app knows them; nothing is sent that the app did not set. */
export interface User {
  /** `user.id`. */
  id?: string;
  /** `user.name`: a short name, as for signing in. */
  name?: string;
  /** `user.full_name`. */
  fullName?: string;
  /** `user.email`. */
  email?: string;
  /** `user.hash`: stands for a user who must stay unnamed. */
  hash?: string;
  /** `user.roles`. */
  roles?: string[];
  /** Further attributes of the user, with their full names. @example { 'app.plan': 'free' } */
  attributes?: Attributes;
}

export interface UserContext {
  /** Attributes of every span and event: the user's, and those that the app has set. */
  attributes(): Attributes;
  /** Anything but an object or null is taken for null: nothing is recorded under the user before. */
  setUser(user: User | null): void;
  /** Adds to the app's attributes; a value of undefined takes one away. */
  setAttributes(attributes: Attributes): void;
}

const NAMES = new Map(
  Object.entries({
    id: names.USER_ID,
    name: names.USER_NAME,
    fullName: names.USER_FULL_NAME,
    email: names.USER_EMAIL,
    hash: names.USER_HASH,
    roles: names.USER_ROLES,
  }),
);

export function createUserContext(initial: Attributes, warn: (text: string) => void = () => {}): UserContext {
  let own: Attributes = { ...initial };
  let user: Attributes = {};
  return {
    attributes: () => ({ ...own, ...user }),
    setUser: (next) => {
      const isObject = typeof next === 'object';
      if (!isObject) warn("setUser takes an object, as { id: 'u-1' }, or null");
      const { attributes, ...given }: User = (isObject && next) || {};
      user = { ...attributes };
      for (const [key, value] of Object.entries(given)) {
        const name = NAMES.get(key);
        if (!name) warn(`setUser: '${key}' was dropped: use attributes`);
        else if (value != null) user[name] = Array.isArray(value) ? value : `${value}`;
      }
    },
    setAttributes: (attributes) => {
      own = { ...own, ...attributes };
    },
  };
}
