import type { Attributes } from '@opentelemetry/api';
import * as names from '../semconv.js';

/** The user as the app knows them; nothing is sent that the app did not set. */
export interface User {
  /** `user.id`. */
  id?: string;
  /** Further attributes of the user, with their full names. @example { 'user.roles': ['editor'] } */
  attributes?: Attributes;
}

export interface UserContext {
  /** Attributes of every span and event: the user's, and those that the app has set. */
  attributes(): Attributes;
  setUser(user: User | null): void;
  /** Adds to the app's attributes; a value of undefined takes one away. */
  setAttributes(attributes: Attributes): void;
}

export function createUserContext(initial: Attributes): UserContext {
  let own: Attributes = { ...initial };
  let user: Attributes = {};
  return {
    attributes: () => ({ ...own, ...user }),
    setUser: (next) => {
      user = { ...next?.attributes, ...(next?.id !== undefined && { [names.USER_ID]: next.id }) };
    },
    setAttributes: (attributes) => {
      own = { ...own, ...attributes };
    },
  };
}
