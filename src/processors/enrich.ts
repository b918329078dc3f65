import type { Attributes } from '@opentelemetry/api';
import { type PageContext, type PageView, pageAttributes } from '../context/page-view.js';
import type { UserContext } from '../context/user.js';
import * as names from '../semconv.js';

/** Returns the attributes of session, user and page view for a record. */
export type Place = () => Attributes;

/**
 * Creates a function to call when a record starts: it keeps the page view and the app's attributes of that moment. Its result
 * adds the session and the route's template when the record ends, since both may be unknown while the page loads.
 */
export function createEnrich(page: PageContext, user: UserContext, sessionId: () => string): () => Place {
  return () => {
    const view: PageView = page.current();
    const own = user.attributes();
    return () => ({ ...own, ...pageAttributes(view), [names.SESSION_ID]: sessionId() });
  };
}
