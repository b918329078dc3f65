import type { ContextManager } from '@opentelemetry/api';
import { ZoneContextManager } from '@opentelemetry/context-zone-peer-dep';

/**
 * A context manager on zone.js, for apps that load zone.js anyway (Angular): `context.with()` is then followed through
 * timers, events and promises. zone.js loses the context at a native `await`; user actions are followed there too, as
 * without it. Needs the optional peers `@opentelemetry/context-zone-peer-dep` and `zone.js`, the latter loaded first.
 * @example import 'zone.js'; initRum({ …, contextManager: zoneContext() })
 */
export const zoneContext = (): ContextManager => new ZoneContextManager();
