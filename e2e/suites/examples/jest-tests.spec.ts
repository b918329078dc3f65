import { execFile } from 'node:child_process';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from './test.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));

test('the example for Jest passes, with Babel and with native ES modules', async ({ dir }) => {
  // It installs Jest.
  test.setTimeout(600_000);
  const cwd = join(dir, 'jest');
  await cp(join(root, 'examples/jest'), cwd, {
    recursive: true,
    filter: (path) => !/[\\/]node_modules(?:[\\/]|$)/.test(path),
  });
  const env = { ...process.env, FORCE_COLOR: '0', npm_config_audit: 'false', npm_config_fund: 'false' };
  const npm = (...args: string[]) => promisify(execFile)('npm', args, { cwd, env });
  await npm('ci', '--ignore-scripts');
  await npm('pack', root, '--silent');
  await npm('install', '--no-save', '--ignore-scripts', './otel-rum-0.1.0.tgz');
  for (const script of ['test', 'test:esm']) {
    // Jest reports on stderr, and fails the command if a test fails.
    const { stderr } = await npm('run', script);
    expect(stderr, script).toMatch(/^Tests: +2 passed, 2 total$/m);
  }
});
