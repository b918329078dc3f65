import { once } from 'node:events';

/**
 * Tracks the requests that a server has not answered yet.
 *
 * @param {import('node:http').Server} server
 */
export function trackOpenRequests(server) {
  /** @type {Map<import('node:http').ServerResponse, import('node:http').IncomingMessage>} */
  const open = new Map();
  server.on('request', (request, response) => {
    open.set(response, request);
    response.on('close', () => open.delete(response));
  });

  return {
    /** Waits until all complete requests are answered; incomplete ones are aborted. */
    async finish() {
      const answered = [...open.keys()].map((response) => once(response, 'close'));
      for (const request of open.values()) if (!request.complete) request.destroy();
      await Promise.all(answered);
    },
  };
}
