import { afterEach, beforeEach, expect, it } from 'vitest';
import { aSpan, startTestCollector, tracesOf } from './fixture.mjs';

let collector;
beforeEach(async () => {
  collector = await startTestCollector();
});
afterEach(() => collector.close());

const post = (name) => collector.post('traces', tracesOf(aSpan({ name })));

it('sends a view each accepted request', async () => {
  const view = await watch();
  await post('first');
  await post('second');
  expect(await view.next(3)).toMatchObject([
    { event: 'ready' },
    {
      event: 'accepted',
      data: { signal: 'traces', records: 1, request: tracesOf(aSpan({ name: 'first' })) },
    },
    { event: 'accepted', data: { request: tracesOf(aSpan({ name: 'second' })) } },
  ]);
});

it('sends a new view up to 200 earlier requests', async () => {
  for (let index = 0; index < 203; index += 1) await post(`span ${index}`);
  const replayed = await (await watch()).next(201);
  expect(replayed[0].data.request).toEqual(tracesOf(aSpan({ name: 'span 3' })));
  expect(replayed[199].data.request).toEqual(tracesOf(aSpan({ name: 'span 202' })));
  expect(replayed[200].event).toBe('ready');
});

it('sends a returning view only what it missed', async () => {
  await post('seen');
  const [seen] = await (await watch()).next(1);
  await post('missed');
  const again = await (await watch({ 'last-event-id': seen.id })).next(2);
  expect(again).toMatchObject([
    { data: { request: tracesOf(aSpan({ name: 'missed' })) } },
    { event: 'ready' },
  ]);
});

it('sends a view everything when its last id is from another run of the collector', async () => {
  await post('only');
  expect(await (await watch({ 'last-event-id': 'abcdef01-99' })).next(2)).toMatchObject([
    { data: { request: tracesOf(aSpan({ name: 'only' })) } },
    { event: 'ready' },
  ]);
});

it('clears its requests, and notifies every view', async () => {
  await post('gone');
  const view = await watch();
  await view.next(2);
  expect((await fetch(`${collector.url}/live`, { method: 'DELETE' })).status).toBe(204);
  expect(await view.next(1)).toMatchObject([{ event: 'cleared' }]);
  expect(await (await watch()).next(1)).toMatchObject([{ event: 'ready' }]);
});

it('is nothing that keeps the collector from closing', async () => {
  const view = await watch();
  await view.next(1);
  await collector.close();
  expect(await view.next(1)).toEqual([]);
  collector = await startTestCollector();
});

/** Reads the stream: `next(count)` waits for this number of events, or for the stream's end. */
async function watch(headers = {}) {
  const response = await fetch(`${collector.url}/live`, { headers });
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const events = [];
  return {
    async next(count) {
      while (events.length < count) {
        const { value, done } = await reader.read();
        if (done) break;
        text += value;
        const blocks = text.split('\n\n');
        text = blocks.pop();
        events.push(...blocks.map(parse).filter(({ event }) => event));
      }
      return events.splice(0, count);
    },
  };
}

function parse(block) {
  const fields = Object.fromEntries(block.split('\n').map((line) => line.split(/: (.*)/s).slice(0, 2)));
  return { ...fields, data: fields.data && JSON.parse(fields.data) };
}
