import type { Attributes } from '@opentelemetry/api';
import * as names from '../semconv.js';

/** The user, as set by the app. Users are anonymous unless the app calls `setUser()`. */
export interface User {
  /** `user.id`. */
  id?: string;
  /** `user.name`: a short name, such as a login name. */
  name?: string;
  /** `user.full_name`. */
  fullName?: string;
  /** `user.email`. */
  email?: string;
  /** `user.hash`: identifies a user who must stay anonymous. */
  hash?: string;
  /** `user.roles`. */
  roles?: string[];
  /** Further attributes of the user, by their full names. @example { 'app.plan': 'free' } */
  attributes?: Attributes;
}

export interface UserContext {
  /** Returns the attributes of every span and event: the user's, and those that the app has set. */
  attributes(): Attributes;
  /** Sets the user of later records. Anything except an object clears it, so that nothing is recorded for the user before. */
  setUser(user: User | null): void;
  /** Adds to the app's attributes; undefined removes one. */
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
      if (!isObject) warn("setUser expects an object, as { id: 'u-1' }, or null");
      const { attributes, ...given }: User = (isObject && next) || {};
      user = { ...attributes };
      for (const [key, value] of Object.entries(given)) {
        const name = NAMES.get(key);
        if (!name) warn(`setUser: '${key}' was dropped: use attributes`);
        else if (Array.isArray(value)) user[name] = value;
        else if (typeof value === 'object' && value) warn(`setUser: '${key}' must be a string`);
        else if (value != null) user[name] = `${value}`;
      }
    },
    setAttributes: (attributes) => {
      own = { ...own, ...attributes };
    },
  };
}
