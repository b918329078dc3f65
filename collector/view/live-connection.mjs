/**
 * Listens to the collector, and reconnects by itself.
 *
 * @param {object} on
 * @param {(accepted: any) => void} on.accepted a request
 * @param {() => void} on.cleared everything was cleared, here or in another window
 * @param {(state: 'live' | 'away') => void} on.state
 */
export function connectLive({ accepted, cleared, state }) {
  const source = new EventSource('live');
  source.addEventListener('accepted', ({ data }) => accepted(JSON.parse(data)));
  source.addEventListener('cleared', cleared);
  source.addEventListener('open', () => state('live'));
  source.addEventListener('error', () => state('away'));
}
