export { beacons } from '../instrumentations/beacons.js';
export {
  type ConsoleLevel,
  type ConsoleMessagesOptions,
  consoleMessages,
} from '../instrumentations/console-messages.js';
export { eventSources } from '../instrumentations/event-sources.js';
export { resourceSpans } from '../instrumentations/resource-spans.js';
export { webSockets } from '../instrumentations/web-sockets.js';
