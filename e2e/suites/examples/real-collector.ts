import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { freeAddresses } from './free-addresses.js';

const config = fileURLToPath(new URL('../../../examples/collector/config.yaml', import.meta.url));
const overlay = fileURLToPath(new URL('collector-overlay.yaml', import.meta.url));
const SIGNALS = ['traces', 'logs', 'metrics'] as const;

/** The OpenTelemetry Collector with examples/collector/config.yaml, and files of everything that it received. */
export interface RealCollector {
  url: string;
  /** Its log messages above "info". */
  complaints: string[];
  /** Returns one of its own counters, over all its series; 0 if it does not exist yet. */
  count(metric: string, label?: string): Promise<number>;
  /** The lines of the file exporter; after `close()`, all of them. */
  read(signal: (typeof SIGNALS)[number]): Promise<string>;
  /** Kills it, like a crash. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

/** Environment variables for a site; see config.yaml. */
export interface Settings {
  RUM_BACKEND: string;
  RUM_ALLOWED_ORIGINS?: string;
  RUM_SERVICES?: string;
  RUM_DECISION_WAIT?: string;
  RUM_SAMPLED_PERCENT?: string;
}

function binary(): string {
  const path = process.env.OTEL_RUM_COLLECTOR;
  if (!path) throw new Error('OTEL_RUM_COLLECTOR names no Collector: run `npm run test:collector`');
  return path;
}

/**
 * Returns the Collector's output about its configuration for this site; empty if it is valid.
 *
 * @throws {Error} if it is not
 */
export async function validate(settings: Settings): Promise<string> {
  const env = { ...process.env, ...settings };
  const { stdout, stderr } = await promisify(execFile)(binary(), ['validate', '--config', config], { env });
  return stdout + stderr;
}

/**
 * @param dir folder of its files and its queue; if reused, queued records are sent
 * @param changes differences from config.yaml
 */
export async function startRealCollector(
  dir: string,
  settings: Settings,
  changes: object = {},
): Promise<RealCollector> {
  const [listen, health, metrics] = await freeAddresses(3);
  await mkdir(dir, { recursive: true });
  const changed = join(dir, 'changes.yaml');
  // JSON is YAML.
  await writeFile(changed, JSON.stringify(changes));
  const files = [config, overlay, changed].flatMap((file) => ['--config', file]);
  const child = spawn(binary(), files, {
    env: {
      ...process.env,
      ...settings,
      RUM_LISTEN: listen,
      RUM_HEALTH_LISTEN: health,
      RUM_METRICS_PORT: metrics?.split(':')[1],
      RUM_STORAGE_DIR: join(dir, 'queue'),
      TEST_DIR: dir,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = once(child, 'exit');
  const complaints: string[] = [];
  await untilReady(child, complaints);

  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await exited;
  };
  return {
    url: `http://${listen}`,
    complaints,
    async count(metric, label = '') {
      const text = await (await fetch(`http://${metrics}/metrics`)).text();
      const series = text.split('\n').filter((line) => line.startsWith(metric) && line.includes(label));
      return series.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
    },
    read: (signal) => readFile(join(dir, `${signal}.jsonl`), 'utf8'),
    kill: () => end('SIGKILL'),
    close: () => end('SIGTERM'),
  };
}

/** Reads its log, which has a JSON object per line. */
async function untilReady(child: ChildProcess, complaints: string[]): Promise<void> {
  const ready = new EventEmitter();
  const lines: string[] = [];
  createInterface({ input: child.stderr as NodeJS.ReadableStream })
    .on('line', (line) => {
      lines.push(line);
      if (!/"level":"(info|debug)"/.test(line)) complaints.push(line);
      if (line.includes('Everything is ready')) ready.emit('end');
    })
    .on('close', () => ready.emit('end'));
  await once(ready, 'end');
  if (child.exitCode !== null) throw new Error(`The Collector did not start:\n${lines.join('\n')}`);
}
