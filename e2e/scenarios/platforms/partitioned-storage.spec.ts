import type { BrowserContext, Frame, Page } from '@playwright/test';
import { expect, test } from '../../harness/delivery-test.js';
import type { FaultyReceiver } from '../../harness/faulty-receiver.js';
import { serveSnippetPage } from '../../harness/pages.js';
import type { Site } from '../../harness/site.js';

/** Returns the URL of the widget on another site than the portal's, in whose frame it is a third party. */
const widgetOf = (site: Site) => `${site.url.replace('127.0.0.1', 'localhost')}/widget`;

interface World {
  context: BrowserContext;
  site: Site;
  receiver: FaultyReceiver;
}

function serve(site: Site, receiver: FaultyReceiver): void {
  serveSnippetPage(site, '/widget', {
    options: { 'service-name': 'widget', endpoint: receiver.url, 'flush-interval-millis': '300' },
    tag: '',
  });
  site.serve('/portal', `<!doctype html><title>Portal</title><iframe src="${widgetOf(site)}"></iframe>`);
}

const votes = ({ logs }: FaultyReceiver) => logs.filter(({ eventName }) => eventName === 'widget.voted');

/** Opens the widget in a tab of its own, or in the portal's frame. */
async function open({ context, site }: World, where: 'alone' | 'framed'): Promise<Page | Frame> {
  const page = await context.newPage();
  await page.goto(where === 'alone' ? widgetOf(site) : `${site.url}/portal`);
  const widget = where === 'alone' ? page : page.frames().find((frame) => frame.url().endsWith('/widget'));
  if (!widget) throw new Error('The portal has no widget');
  return widget;
}

/** Votes in the widget, and returns the session of the vote. */
async function vote(world: World, where: 'alone' | 'framed'): Promise<string> {
  const count = votes(world.receiver).length;
  const widget = await open(world, where);
  // Not a click: Firefox's driver dispatches no click into a frame of another process.
  await widget.evaluate(() =>
    (globalThis as unknown as { otelRum: { addEvent(name: string): void } }).otelRum.addEvent('widget.voted'),
  );
  await world.receiver.waitFor(() => votes(world.receiver).length > count, 'vote');
  return String(votes(world.receiver).at(-1)?.attributes['session.id']);
}

test('a frame of another site has a session for each site that embeds it, since its storage is partitioned', async ({
  context,
  site,
  receiver,
  consoleOutput,
}) => {
  serve(site, receiver);
  const world = { context, site, receiver };
  const framed = await vote(world, 'framed');
  const alone = await vote(world, 'alone');
  expect(alone).not.toBe(framed);
  expect(await vote(world, 'framed')).toBe(framed);
  expect(await vote(world, 'alone')).toBe(alone);

  expect(consoleOutput.errors).toEqual([]);
  expect(consoleOutput.messages.map((message) => message.text())).toEqual([]);
});
