import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';

/** WebKitWebDriver on a virtual display. */
export interface WebKitDriver {
  url: string;
  pid: number;
  stop(): Promise<void>;
}

export async function startWebKitDriver(path: string): Promise<WebKitDriver> {
  const display = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  // It prints the number of the free display that it has chosen.
  const [number] = await once(display.stdout, 'data');
  const port = await freePort();
  const driver = spawn(path, [`--port=${port}`, '--host=127.0.0.1'], {
    stdio: 'ignore',
    env: { ...process.env, DISPLAY: `:${String(number).trim()}` },
  });
  await untilItListens(driver, port);
  return {
    url: `http://127.0.0.1:${port}`,
    pid: driver.pid as number,
    async stop() {
      await end(driver);
      await end(display);
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Polls until the driver answers, since it does not report its start. */
async function untilItListens(driver: ChildProcess, port: number): Promise<void> {
  while (driver.exitCode === null) {
    const socket = connect(port, '127.0.0.1');
    const isConnected = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (isConnected) return;
  }
  throw new Error(`${driver.spawnfile} does not start`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill();
  await exited;
}
