// The worker's own script: main.ts fetches it, and the worker evaluates its text.
declare const self: { postMessage(message: unknown): void; _debugIds?: object };

export {};

function parsePoster(bytes: number[]): number {
  if (bytes.length === 0) throw new RangeError('evaluatedworker failed'); // @frame worker 1 parsePoster
  return bytes.length;
}

function drawPoster(bytes: number[]): number {
  return parsePoster(bytes) + 1; // @frame worker 2 drawPoster
}

const drawPosters = (posters: number[][]): number => {
  let size = 0;
  for (const poster of posters) size += drawPoster(poster); // @frame worker 3 drawPosters
  return size;
};

function drawPage(): number {
  return drawPosters([[]]) + 1; // @frame worker 4 drawPage
}

function workerFault(): number {
  return drawPage() + 1; // @frame worker 5 workerFault
}

try {
  workerFault();
} catch (error) {
  const { name, message, stack } = error as Error;
  // Each realm has ids of its own, which are sent with the error.
  self.postMessage({ name, message, stack, debugIds: self._debugIds });
}

self.postMessage([parsePoster, drawPoster, drawPosters, drawPage, workerFault].map(String));
