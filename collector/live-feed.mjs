import { randomUUID } from 'node:crypto';

const REPLAY_REQUESTS = 200;
const REPLAY_BYTES = 16 * 1024 * 1024;
/** A page that reads so slowly is let go; its EventSource comes back and gets the replay. */
const MAX_UNSENT_BYTES = 16 * 1024 * 1024;
const HEARTBEAT_MILLIS = 15_000;

/**
 * Tells every open live view, by Server-Sent Events, of each request as it is accepted, and a newcomer of the last
 * ones before.
 */
export function createLiveFeed() {
  // Ids of an earlier run of the collector must not be taken for ones of this run.
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

    /** Deletes the stored requests, and makes every view start anew. */
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
      // To a view from before a restart, what it shows is still worth seeing; the replay only adds to it.
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
