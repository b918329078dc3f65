import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { CHROMIUM_ARGS } from '../../../scripts/browser.mjs';
import { connectDevtools } from './devtools.js';

/** A page and its console. */
export interface OldTab {
  /** Everything on its console: messages of scripts and of the browser, uncaught errors, unhandled rejections. */
  console: string[];
  /** Clicks with the mouse on the centre of an element. */
  click(selector: string): Promise<void>;
  /** Evaluates an expression in the page, and awaits a promise. */
  // biome-ignore lint/suspicious/noExplicitAny: the page's own value
  evaluate(expression: string): Promise<any>;
  close(): Promise<void>;
}

/** An old release of Chromium, with a profile of its own. */
export interface OldChromium {
  /** `80.0.3987.0` */
  version: string;
  open(url: string): Promise<OldTab>;
  close(): Promise<void>;
}

const ARGS = [
  '--headless',
  '--disable-gpu',
  '--disable-software-rasterizer',
  '--no-zygote',
  '--remote-debugging-port=0',
  ...CHROMIUM_ARGS,
];
const unpack = promisify(brotliDecompress);

/** Starts the browser of the package `chromium-<release>`. */
export async function startOldChromium(release: number): Promise<OldChromium> {
  const packed = fileURLToPath(new URL(`node_modules/chromium-${release}/bin/chromium.br`, import.meta.url));
  const dir = await mkdtemp(join(tmpdir(), 'otel-rum-old-chromium-'));
  const path = join(dir, 'chromium');
  await writeFile(path, await unpack(readFileSync(packed)), { mode: 0o755 });
  const child = spawn(path, [...ARGS, `--user-data-dir=${join(dir, 'profile')}`, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = once(child, 'exit');
  // A test that times out does not close it.
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const close = async () => {
    process.off('exit', kill);
    kill();
    await exited;
    await rm(dir, { recursive: true, maxRetries: 10, retryDelay: 100 });
  };
  let address = '';
  for await (const line of createInterface(child.stderr)) {
    address = /DevTools listening on (ws:\S+)/.exec(line)?.[1] ?? '';
    if (address) break;
  }
  if (!address) {
    await close();
    throw new Error(`Chromium ${release} does not start`);
  }
  child.stderr.resume();
  const { send, onEvent } = await connectDevtools(address);
  const { product } = await send('Browser.getVersion');

  return {
    version: /[\d.]+$/.exec(product)?.[0] ?? '',
    async open(url) {
      const { targetId } = await send('Target.createTarget', { url: 'about:blank' });
      const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
      const call = (method: string, params = {}) => send(method, params, sessionId);
      const tab: OldTab = {
        console: [],
        async click(selector) {
          const [x, y] = await tab.evaluate(
            `(({ x, y, width, height }) => [x + width / 2, y + height / 2])(document.querySelector('${selector}').getBoundingClientRect())`,
          );
          for (const type of ['mousePressed', 'mouseReleased'])
            await call('Input.dispatchMouseEvent', { type, x, y, button: 'left', clickCount: 1 });
        },
        async evaluate(expression) {
          const { result, exceptionDetails } = await call('Runtime.evaluate', {
            expression,
            awaitPromise: true,
            returnByValue: true,
          });
          if (exceptionDetails)
            throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
          return result.value;
        },
        close: () => send('Target.closeTarget', { targetId }),
      };
      onEvent(({ method, params, sessionId: of }) => {
        if (of !== sessionId) return;
        if (method === 'Log.entryAdded') tab.console.push(`${params.entry.level}: ${params.entry.text}`);
        if (method === 'Runtime.consoleAPICalled')
          tab.console.push(
            `${params.type}: ${params.args.map(({ value, description }: { value?: unknown; description?: string }) => value ?? description).join(' ')}`,
          );
        if (method === 'Runtime.exceptionThrown')
          tab.console.push(
            `uncaught: ${params.exceptionDetails.exception?.description ?? params.exceptionDetails.text}`,
          );
      });
      for (const domain of ['Page', 'Runtime', 'Log']) await call(`${domain}.enable`);
      await call('Page.navigate', { url });
      return tab;
    },
    close,
  };
}
