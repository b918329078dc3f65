// npm start: from a fresh clone to the running demo. Needs only Node and npm; imports the demo after installing packages.
import { parseArgs } from 'node:util';
import { freePort } from '../demo/start/free-port.mjs';
import { openInBrowser } from '../demo/start/open-in-browser.mjs';
import { installPackages } from './install.mjs';

const say = (message) => process.stdout.write(`${message}\n`);

const usage = `npm start -- [options]

  --port N            of the demo's pages        (4400, or a free one)
  --collector-port N  of the embedded collector  (4318, or a free one)
  --full              with Flask, Redis, Elasticsearch, Prometheus and the OpenTelemetry Collector, as far as this
                      machine has the tools for them
  --open              opens the demo in a browser`;

const readOptions = () => {
  const portOf = (text, name) => {
    if (text === undefined) return undefined;
    if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
      throw new Error(`--${name} must be a port number, but is '${text}'`);
    return Number(text);
  };
  const { values } = parseArgs({
    options: {
      port: { type: 'string' },
      'collector-port': { type: 'string' },
      full: { type: 'boolean', default: false },
      open: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  return {
    port: portOf(values.port, 'port'),
    collectorPort: portOf(values['collector-port'], 'collector-port'),
    full: values.full,
    open: values.open,
    help: values.help,
  };
};

const addresses = ({ url, windowUrl, collectorUrl }) => `
  otel-rum demo

  Demo and live view   ${url}/
  Plain pages alone    ${url}/plain/
  React app alone      ${url}/react/
  Live view alone      ${windowUrl ?? collectorUrl}/
  What was received    demo/.data/{traces,logs,metrics}.jsonl

  Ctrl-C stops it.
`;

const main = async ({ port, collectorPort, full, open, help }) => {
  if (help) return say(usage);
  await installPackages();
  const startDemo = full
    ? (await import('../demo/full/start-full.mjs')).startFull
    : (await import('../demo/start-demo.mjs')).startDemo;

  // A signal, or a service that has ended, stops the demo. The services also stop by themselves when this process has
  // ended, so a signal during their start need not wait for them.
  let stop = (fault) => process.exit(fault ? 1 : 0);
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => stop());
  const demo = await startDemo({
    port: port ?? (await freePort(4400)),
    collectorPort: collectorPort ?? (await freePort(4318)),
    onProgress: say,
    onServiceExit: (message) => stop(message),
  });
  const stopped = new Promise((resolve) => {
    stop = resolve;
  });
  say(addresses(demo));
  if (full) say((await import('../demo/full/summary.mjs')).summary(demo));
  if (open) openInBrowser(demo.url);

  const fault = await stopped;
  if (fault) process.stderr.write(`${fault}. The demo stops.\n`);
  await demo.close();
  process.exitCode = fault ? 1 : 0;
};

try {
  await main(readOptions());
} catch (error) {
  process.stderr.write(`${[error.message, error.output].filter(Boolean).join('\n')}\n`);
  process.exit(1);
}
