import { randomUUID } from 'node:crypto';

const REPLAY_REQUESTS = 200;
const REPLAY_BYTES = 16 * 1024 * 1024;
/** Maximum number of unread bytes: a slower page is disconnected; its EventSource reconnects and gets the replay. */
const MAX_UNSENT_BYTES = 16 * 1024 * 1024;
const HEARTBEAT_MILLIS = 15_000;

/**
 * Sends each accepted request to every open live view, by server-sent events, and the last requests to a new view.
 */
export function createLiveFeed() {
  // Distinguishes ids of this run of the collector from those of earlier ones.
  const run = randomUUID().slice(0, 8);
  /** @type {Set<import('node:http').ServerResponse>} */
  const viewers = new Set();
  /** @type {{ sequence: number, text: string }[]} */
  let replay = [];
  let replayBytes = 0;
  let sequence = 0;

  const send = (viewer, text) => {
    if (viewer.writableLength > MAX_UNSENT_BYTES) viewer.destroy();
    else viewer.write(text);
  };
  const heartbeat = setInterval(() => {
    for (const viewer of viewers) send(viewer, ':\n\n');
  }, HEARTBEAT_MILLIS);
  heartbeat.unref();

  return {
    /** @param {import('./ingest.mjs').Accepted} accepted */
    publish(accepted) {
      sequence += 1;
      const text = `id: ${run}-${sequence}\nevent: accepted\ndata: ${JSON.stringify(accepted)}\n\n`;
      replay.push({ sequence, text });
      replayBytes += text.length;
      while (replay.length > REPLAY_REQUESTS || replayBytes > REPLAY_BYTES)
        replayBytes -= replay.shift().text.length;
      for (const viewer of viewers) send(viewer, text);
    },

    /** Deletes the stored requests, and restarts every view. */
    clear() {
      replay = [];
      replayBytes = 0;
      for (const viewer of viewers) send(viewer, 'event: cleared\ndata: {}\n\n');
    },

    /**
     * @param {import('node:http').IncomingMessage} request
     * @param {import('node:http').ServerResponse} response kept open
     */
    connect(request, response) {
      const [lastRun, lastSequence] = String(request.headers['last-event-id'] ?? '').split('-');
      const isBack = lastRun === run;
      response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
      response.write('retry: 1000\n\n');
      // A view from before a restart keeps its content; the replay adds to it.
      for (const { sequence: of, text } of replay)
        if (!isBack || of > Number(lastSequence)) response.write(text);
      response.write('event: ready\ndata: {}\n\n');
      viewers.add(response);
      response.on('close', () => viewers.delete(response));
    },

    close() {
      clearInterval(heartbeat);
      for (const viewer of viewers) viewer.end();
    },
  };
}
