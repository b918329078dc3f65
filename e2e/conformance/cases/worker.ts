import type { Case, Group } from '../case.js';

/** What a worker tells of its own fetch, and of a request with it. */
const SCRIPT = `onmessage = async ({ data }) => {
  const answer = await fetch(data);
  postMessage([String(fetch), String(XMLHttpRequest.prototype.open), await answer.text(), answer.url]);
};`;

const cases: Case[] = [
  {
    name: 'fetch in a worker is untouched, and sends no trace header',
    async run(kit) {
      const url = URL.createObjectURL(new Blob([SCRIPT], { type: 'text/javascript' }));
      const worker = new Worker(url);
      const answer = kit.event<MessageEvent>(worker, 'message');
      worker.postMessage(kit.url('tell-traceparent'));
      const { data } = await answer;
      worker.terminate();
      URL.revokeObjectURL(url);
      return data;
    },
  },
  {
    name: 'fetch of a frame is untouched, and sends no trace header',
    async run(kit) {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      const theirs = frame.contentWindow as unknown as typeof globalThis;
      const outcome = [String(theirs.fetch), await (await theirs.fetch(kit.url('tell-traceparent'))).text()];
      frame.remove();
      return outcome;
    },
  },
  {
    name: 'What the browser asks for by itself: an image, a beacon',
    async run(kit) {
      const isNoted = kit.ask('when?it=noted');
      const image = new Image();
      const failed = kit.event(image, 'error');
      image.src = kit.url('tell-traceparent?image');
      await failed;
      const isSent = navigator.sendBeacon(kit.url('noted'), 'x');
      await isNoted;
      return isSent;
    },
  },
];

export const group: Group = { name: 'Workers and frames', cases };
