import type { Attributes } from '@opentelemetry/api';
import { type PageContext, type PageView, pageAttributes } from '../context/page-view.js';
import type { UserContext } from '../context/user.js';
import * as names from '../semconv.js';

/** Attributes of who and where, for a record that began when this was made. */
export type Place = () => Attributes;

/**
 * Remembers the page view and the app's attributes as they are now; the result adds the session and the route's
 * template as they are when the record is done: neither need be known while the page loads.
 */
export function createEnrich(page: PageContext, user: UserContext, sessionId: () => string): () => Place {
  return () => {
    const view: PageView = page.current();
    const own = user.attributes();
    return () => ({ ...own, ...pageAttributes(view), [names.SESSION_ID]: sessionId() });
  };
}
