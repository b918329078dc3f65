import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freeAddresses } from './free-addresses.js';
import { expect, test } from './test.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** The recipe as somebody who follows it would have it: a folder of its own, with otel-rum from npm's archive. */
async function makeApp(dir: string, collectorUrl: string) {
  const cwd = join(dir, 'next');
  await cp(join(root, 'examples/next'), cwd, {
    recursive: true,
    filter: (path) => !/[\\/](?:node_modules|\.next)(?:[\\/]|$)/.test(path),
  });
  const env = {
    ...process.env,
    NEXT_TELEMETRY_DISABLED: '1',
    OTLP_COLLECTOR: collectorUrl,
    OTEL_EXPORTER_OTLP_ENDPOINT: collectorUrl,
    // Sends each span of the server immediately.
    OTEL_BSP_SCHEDULE_DELAY: '100',
  };
  const start = (command: string, ...args: string[]): ChildProcess =>
    spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const run = async (command: string, ...args: string[]) => {
    const child = start(command, ...args);
    let output = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    const [code] = await once(child, 'close');
    expect(code, `${command} ${args.join(' ')}\n${output}`).toBe(0);
    return output.trim();
  };
  const npm = (...args: string[]) => run('npm', ...args, '--no-audit', '--no-fund', '--loglevel=error');
  await npm('ci', '--ignore-scripts');
  await run('npm', 'pack', root, '--silent');
  await npm('install', '--no-save', './otel-rum-0.1.0.tgz');
  await run(join('node_modules', '.bin', 'next'), 'build');
  return { start };
}

test('a Next app with the app router: one trace with its server, routes, each error once, an unchanged console', async ({
  page,
  dir,
  backend,
}) => {
  test.setTimeout(240_000);
  const consoleOutput: string[] = [];
  page.on('console', (message) => consoleOutput.push(message.text()));
  const { inbox, url } = backend;
  const { start } = await makeApp(dir, url);
  const [address = ''] = await freeAddresses(1);
  const [host = '', port = ''] = address.split(':');
  const server = start(join('node_modules', '.bin', 'next'), 'start', '-H', host, '-p', port);
  const isUp = new Promise<void>((resolve) => {
    server.stdout?.setEncoding('utf8').on('data', (text: string) => {
      if (text.includes('Ready')) resolve();
    });
  });
  try {
    await isUp;
    await page.goto(`http://${address}/movies/7`);
    const load = await inbox.waitForSpan('documentLoad');
    const parent = await inbox.waitForSpan(/./, ({ spanId }) => spanId === load.parentSpanId);
    expect(parent).toMatchObject({
      traceId: load.traceId,
      resource: { 'service.name': 'shop-server' },
    });

    await page.getByRole('link', { name: 'All films' }).click();
    await page.getByRole('heading', { name: 'Films' }).waitFor();
    await page.getByRole('link', { name: 'Eight' }).click();
    await page.getByRole('heading', { name: 'Film 8' }).waitFor();
    expect(consoleOutput, 'hydration and navigation have nothing to say').toEqual([]);

    await page.getByRole('button', { name: 'Buy a ticket' }).click();
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    await page.goto('about:blank');
    await inbox.waitFor(
      ({ logs }) => logs.filter(({ eventName }) => eventName === 'browser.navigation').length >= 3,
      'three page views',
    );
    const routes = inbox.logs
      .filter(({ eventName }) => eventName === 'browser.navigation')
      // A view that was settling at page end is sent after those that had settled.
      .sort((a, b) => a.timeMillis - b.timeMillis)
      .map(({ attributes }) => attributes['otel_rum.document.url.template']);
    expect(routes).toEqual(['/movies/:id', '/', '/movies/:id']);
    const errors = inbox.logs.filter(({ eventName }) => eventName === 'exception');
    expect(errors.map(({ attributes }) => attributes)).toMatchObject([
      {
        'exception.type': 'RangeError',
        'exception.message': 'sold out',
        'otel_rum.document.url.template': '/movies/:id',
      },
    ]);
    const navigation = await inbox.waitForSpan('navigation');
    const click = await inbox.waitForSpan('click', ({ spanId }) => spanId === navigation.parentSpanId);
    expect(click.traceId).toBe(navigation.traceId);
  } finally {
    const ended = once(server, 'close');
    server.kill();
    await ended;
  }
});
