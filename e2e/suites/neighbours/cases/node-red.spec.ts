import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { folder } from '../harness/bundle.js';
import { neighbour } from '../harness/neighbour.js';

interface NodeRed {
  init(server: Server, settings: object): void;
  start(): Promise<void>;
  stop(): Promise<void>;
  httpAdmin: RequestListener;
}

/** Starts Node-RED on a free port, with a folder of its own. */
async function startNodeRed() {
  const nodeRed = createRequire(join(folder, 'package.json'))('node-red') as NodeRed;
  const userDir = await mkdtemp(join(tmpdir(), 'otel-rum-node-red-'));
  const server = createServer((request, response) => nodeRed.httpAdmin(request, response));
  nodeRed.init(server, {
    userDir,
    httpNodeRoot: false,
    credentialSecret: 'neighbour',
    telemetry: { enabled: false },
    externalModules: { palette: { allowInstall: false } },
    logging: { console: { level: 'off' } },
    editorTheme: { tours: false, codeEditor: { lib: 'ace' } },
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  await nodeRed.start();
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      await nodeRed.stop();
      server.close();
      server.closeAllConnections();
      await rm(userDir, { recursive: true });
    },
  };
}

let ownUrl = '';

neighbour({
  name: 'Node-RED',
  packages: ['node-red'],
  did: 'the editor opened, a flow added and deployed, the menu opened and closed',
  async server() {
    const server = await startNodeRed();
    ownUrl = server.url;
    return server;
  },
  // Each visit begins with an empty editor.
  prepare: () =>
    fetch(`${ownUrl}/flows`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '[{"id":"0123456789abcdef","type":"tab","label":"Flow 1"}]',
    }),
  async visit(visitor) {
    const { page } = visitor;
    await page.locator('.red-ui-palette-node').first().waitFor();
    await page.locator('#red-ui-loading-progress').waitFor({ state: 'hidden' });
    await visitor.click('add', '.red-ui-tab-button.red-ui-tabs-add a');
    await page.locator('#red-ui-workspace-tabs .red-ui-tab').nth(1).waitFor();
    await visitor.click('deploy', '#red-ui-header-button-deploy');
    await page.locator('#red-ui-header-button-deploy.disabled').waitFor();
    await visitor.click('menu', '#red-ui-header-button-sidemenu');
    await page.locator('#red-ui-header-button-sidemenu-submenu').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.red-ui-notification').waitFor({ state: 'detached' });
  },
  // Icons are loaded at idle time; settings are saved if they have changed since the previous visit.
  unsteady: /^\/(icons|red\/images|vendor)\/|^\/settings\/user/,
  // Its ids are random, and jQuery numbers its requests from the time.
  steady: (text) =>
    text
      .replace(/_=\d+/g, '')
      .replace(/[0-9a-f]{16,}/g, 'id')
      // A tip of the day.
      .replace(/(<div class="red-ui-help-tip")[\s\S]*?(<div class="red-ui-help-tips-buttons">)/, '$1$2'),
  truth: {
    requests: {
      load: [
        'GET /theme',
        ...['editor', 'node-red', 'jsonata', 'infotips'].flatMap((name) => [
          `GET /locales/${name}`,
          `GET /locales/${name}`,
        ]),
        'GET /settings',
        'GET /settings/user',
        'GET /red/keymap.json',
        ...['plugins', 'nodes'].flatMap((name) => [
          `GET /${name}`,
          `GET /${name}`,
          `GET /${name}/messages`,
          `GET /${name}/messages`,
          `GET /${name}/messages`,
        ]),
        'GET /icons',
        'GET /flows',
        'GET /vendor/mermaid/mermaid.min.js',
      ],
      deploy: ['POST /flows'],
    },
    views: ['/'],
  },
});
