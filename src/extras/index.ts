export { beacons } from '../instrumentations/beacons.js';
export { eventSources } from '../instrumentations/event-sources.js';
export { webSockets } from '../instrumentations/web-sockets.js';
