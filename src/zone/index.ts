import type { ContextManager } from '@opentelemetry/api';
import { ZoneContextManager } from '@opentelemetry/context-zone-peer-dep';

/**
 * Returns a context manager on zone.js, for apps that load zone.js anyway (Angular): it follows `context.with()` through
 * timers, events and promises. zone.js loses the context at a native `await`; user actions are still followed there. Needs
 * the optional peers `@opentelemetry/context-zone-peer-dep` and `zone.js`; load zone.js first.
 * @example import 'zone.js'; initRum({ …, contextManager: zoneContext() })
 */
export const zoneContext = (): ContextManager => new ZoneContextManager();
