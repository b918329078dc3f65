import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { findChromium } from '../../../scripts/browser.mjs';
import { serveSnippetPage } from '../../harness/pages.js';
import { expect, test } from '../../harness/test.js';

const command = fileURLToPath(new URL('../../../tools/otel-rum.mjs', import.meta.url));

interface Finding {
  level: string;
  area: string;
  text: string;
  fix?: string;
}

/** Runs the doctor like a user. */
const doctor = (...args: string[]) =>
  new Promise<{ exitCode: number; findings: Finding[] }>((done) => {
    const browser = findChromium();
    const env = { ...process.env, ...(browser && { OTEL_RUM_CHROMIUM: browser }) };
    execFile(process.execPath, [command, 'doctor', ...args, '--json'], { env }, (error, stdout) =>
      done({ exitCode: error ? Number(error.code) : 0, findings: JSON.parse(stdout) as Finding[] }),
    );
  });

test('the doctor opens the page in a browser, and reports what was sent and how it was answered', async ({
  site,
  collector,
}) => {
  site.serve('/api/ok', { body: '{}' });
  const url = serveSnippetPage(site, '/', {
    options: { 'service-name': 'shop', endpoint: collector.url },
    body: `<script>addEventListener('load', () => fetch('/api/ok'))</script>`,
  });
  const { exitCode, findings } = await doctor(url, '--browser');
  const ofBrowser = findings.filter(({ area }) => area === 'browser').map(({ text }) => text);
  expect(findings.filter(({ level }) => level === 'error')).toEqual([]);
  expect(exitCode).toBe(0);
  expect(ofBrowser).toContain('otel-rum is in the page.');
  expect(ofBrowser.join('\n')).toMatch(/\/v1\/traces: 200, [1-9]\d* records?\./);
  expect(ofBrowser.join('\n')).toContain(`traceparent goes to ${new URL(url).origin}`);
  // The probe of each signal has arrived, and is marked as one.
  await collector.waitForSpan('probe', ({ attributes }) => attributes['otel_rum.probe'] === true);
});

test('a page that waits for consent is explained, and its endpoint is found without --endpoint', async ({
  site,
  collector,
}) => {
  const url = serveSnippetPage(site, '/', {
    options: {},
    tag: '',
    body: `<script>
      otelRum.initRum({ serviceName: 'shop', endpoint: '${collector.url}', consent: 'pending', debug: true });
    </script>`,
  });
  const { exitCode, findings } = await doctor(url, '--browser');
  expect(exitCode).toBe(0);
  expect(findings).toContainEqual(
    expect.objectContaining({
      text: 'Nothing was sent within four seconds of the load.',
      fix: "consent is pending: setConsent('granted')",
    }),
  );
  expect(findings.map(({ text }) => text).join('\n')).not.toContain('The console says');
  await collector.waitForSpan('probe');
});

test('a page without otel-rum is an error', async ({ site }) => {
  site.serve('/plain', '<!doctype html><title>Plain</title>');
  const url = `${site.url}/plain`;
  const { exitCode, findings } = await doctor(url, '--browser');
  expect(exitCode).toBe(1);
  expect(findings).toContainEqual(
    expect.objectContaining({ level: 'error', text: 'otel-rum is not in the page.' }),
  );
});
