import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from '@playwright/test';
import type { Collector } from '../../../harness/collector.js';
import { expect, test } from '../../../harness/test.js';
import { account, expectTruth } from './account.js';
import { bundle } from './bundle.js';
import { type Figures, figuresDir, isOnlyMeasured, slug } from './figures.js';
import { type HostSite, startHost } from './host.js';
import { type PageState, recordPage } from './page-state.js';
import type { Neighbour } from './subject.js';
import { versionsOf } from './versions.js';
import { type Press, Visitor } from './visitor.js';

/** Runs the visit without and with otel-rum, and checks that the page behaves the same and that the telemetry is right. */
export function neighbour(subject: Neighbour): void {
  test(subject.name, async ({ browser, collector }) => {
    const host = await startHost();
    const server = await subject.server?.();
    if (server) host.passOn(server.url);
    try {
      for (const [path, code] of Object.entries(subject.scripts ?? {})) host.script(path, await bundle(code));
      for (const [path, body] of Object.entries(subject.pages ?? {})) host.page(path, body);
      if (subject.api) host.answer(subject.api);

      const control = await followVisit(subject, host, browser, undefined);
      const visit = await followVisit(subject, host, browser, collector);

      const figures: Figures = {
        name: subject.name,
        versions: versionsOf(subject.packages),
        did: subject.did,
        page: visit.failure ? 'broken' : isSame(control.state, visit.state) ? 'same' : 'changed',
        ...account(collector, subject.truth, visit.presses, host.url),
      };
      mkdirSync(figuresDir(), { recursive: true });
      writeFileSync(join(figuresDir(), `${slug(subject.name)}.json`), JSON.stringify(figures, undefined, 2));
      if (isOnlyMeasured()) {
        collector.faults.length = 0;
        return;
      }
      if (visit.failure) throw visit.failure;
      expect.soft(visit.state, 'the page does the same with otel-rum').toEqual(control.state);
      expectTruth(figures, subject.truth, visit.presses);
    } finally {
      await host.close();
      await server?.close();
    }
  });
}

interface Visit {
  state: PageState | undefined;
  presses: readonly Press[];
  /** Why the visit could not be finished; only with otel-rum. */
  failure?: Error;
}

/** Visits the site in a browser without a history, with otel-rum if there is a collector. */
async function followVisit(
  subject: Neighbour,
  host: HostSite,
  browser: Browser,
  collector: Collector | undefined,
): Promise<Visit> {
  host.startVisit(
    collector && {
      'service-name': 'neighbour',
      endpoint: collector.url,
      'flush-interval-millis': '500',
      ...subject.options,
    },
  );
  const context = await browser.newContext();
  context.setDefaultTimeout(10_000);
  await subject.prepare?.(context);
  const page = await context.newPage();
  const record = recordPage(context, page, host, subject);
  const visitor = new Visitor(page);
  const visit: Visit = { state: undefined, presses: visitor.presses };
  try {
    await page.goto(`${host.url}${subject.path ?? '/'}`);
    await subject.visit(visitor);
    const content = await record.content();
    if (collector) await visitor.untilReported(collector, subject.truth);
    visit.state = await record.end(content);
  } catch (error) {
    visit.failure = error as Error;
    visit.failure.message += `\n${collector ? 'With' : 'Without'} otel-rum, the page so far: ${record.soFar()}`;
    if (!collector) throw visit.failure;
  }
  // A page that hangs does not navigate.
  await page.goto(`${host.url}/the-end`).catch(() => {});
  // Every page reports CLS at its end.
  await collector
    ?.waitForEvent('browser.web_vital', ({ attributes }) => attributes['browser.web_vital.name'] === 'cls')
    .catch(() => {});
  await context.close();
  return visit;
}

function isSame(left: PageState | undefined, right: PageState | undefined): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
