export { beacons } from '../instrumentations/beacons/beacons.js';
export { eventSources } from '../instrumentations/connections/event-sources.js';
export { webSockets } from '../instrumentations/connections/web-sockets.js';
export {
  type ConsoleLevel,
  type ConsoleMessagesOptions,
  consoleMessages,
} from '../instrumentations/console-messages/console-messages.js';
export { resourceSpans } from '../instrumentations/resource-spans.js';
