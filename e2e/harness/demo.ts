import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDemo } from '../../demo/start-demo.mjs';
import { createInbox, type Inbox } from './inbox.js';
import { flatten } from './otlp.js';

/** The demo as `npm start` starts it (pages, two servers, the collector), and what browser and servers have sent. */
export interface Demo {
  url: string;
  /** URL of the live view. */
  collectorUrl: string;
  inbox: Inbox;
  close(): Promise<void>;
}

export async function openDemo(): Promise<Demo> {
  const dataDir = await mkdtemp(join(tmpdir(), 'otel-rum-demo-'));
  const demo = await startDemo({ dataDir });
  const { inbox, stop } = followWindow(demo.collectorUrl);
  return {
    url: demo.url,
    collectorUrl: demo.collectorUrl,
    inbox,
    async close() {
      await stop();
      await demo.close();
      await rm(dataDir, { recursive: true });
    },
  };
}

/** Collects what a live view receives from now on, and the last requests before. */
export function followWindow(url: string): { inbox: Inbox; stop(): Promise<void> } {
  const inbox = createInbox();
  const following = new AbortController();
  const followed = follow(`${url}/live`, inbox, following.signal);
  return {
    inbox,
    async stop() {
      following.abort();
      await followed;
    },
  };
}

/** Reads the feed of the live view: each request that the collector has accepted. */
async function follow(url: string, inbox: Inbox, signal: AbortSignal): Promise<void> {
  try {
    const { body } = await fetch(url, { signal });
    let text = '';
    for await (const chunk of body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const messages = (text + chunk).split('\n\n');
      text = messages.pop() ?? '';
      for (const message of messages) {
        const data = /^data: (.*)$/m.exec(message)?.[1];
        if (message.includes('event: accepted') && data) inbox.add(flatten(JSON.parse(data).request));
      }
    }
  } catch (error) {
    if (!signal.aborted) inbox.fault(`the live feed broke off: ${(error as Error).message}`);
  }
}
