// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { logsRequest, makeError } from './sample-error.mjs';

const cli = fileURLToPath(new URL('./cli.mjs', import.meta.url));

/** @type {Awaited<ReturnType<typeof makeError>>} */
let error;
beforeEach(async () => {
  error = await makeError();
});
afterEach(() => error.remove());

/** @param {string[]} args @param {string} [input] */
async function run(args, input = '') {
  const child = spawn(process.execPath, [cli, ...args]);
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (err += text));
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const [code] = await once(child, 'close');
  return { code, out, err };
}

describe('symbolicate', () => {
  it('writes the same lines, with readable stacks', async () => {
    const plain = '{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":1790000000123456789}]}]}]}';
    const lines = [
      JSON.stringify(logsRequest(error.attributes)),
      plain,
      'no JSON',
      '',
      '{"resourceMetrics":[]}',
    ];
    const { code, out, err } = await run(['symbolicate', '--maps', error.maps], `${lines.join('\n')}\n`);
    expect(code).toBe(0);
    const [first = '', ...others] = out.split('\n');
    expect(others).toEqual([...lines.slice(1), '']);
    expect(first).toContain('priceOf (src/cart.ts:4:39)');
    expect(first).not.toContain('source_context');
    expect(err).toMatch(/^otel-rum-sourcemaps: a line is no OTLP and stays as it is: [^\n]+\n$/);
  });

  it('adds source on request', async () => {
    const { out } = await run(
      ['symbolicate', '--maps', error.maps, '--context'],
      JSON.stringify(logsRequest(error.attributes)),
    );
    expect(out).toContain('> 4 |   if (item.price === undefined)');
  });

  it('reports missing maps once', async () => {
    const line = JSON.stringify(logsRequest(error.attributes));
    const { code, out, err } = await run(
      ['symbolicate', '--maps', join(error.folder, 'none')],
      `${line}\n${line}\n`,
    );
    expect([code, out]).toEqual([0, `${line}\n${line}\n`]);
    expect(err.split('\n')).toEqual([
      expect.stringContaining('does not exist yet'),
      expect.stringContaining(`source map ${error.id}: there is none in the folder`),
      '',
    ]);
  });
});

it('collect gives ids to a folder', async () => {
  const dir = join(error.folder, 'site');
  await mkdir(dir);
  await writeFile(join(dir, 'a.js'), 'f()\n//# sourceMappingURL=a.js.map\n');
  await writeFile(join(dir, 'a.js.map'), '{"version":3,"sources":["a.ts"],"mappings":"AAAA"}');
  const { code, err } = await run(['collect', dir, '--maps', error.maps]);
  expect([code, err]).toEqual([0, expect.stringContaining('1 files of')]);
  expect(await readFile(join(dir, 'a.js'), 'utf8')).toMatch(/^!function.*\nf\(\)\n\/\/# debugId=\S+\n$/);
});

it.each([
  [[], '--maps is missing'],
  [['symbolicate'], '--maps is missing'],
  [['symbolicat', '--maps', 'x'], 'the command is symbolicate, serve or collect'],
  [['serve', '--maps', 'x'], '--forward is the http or https URL'],
  [['serve', '--maps', 'x', '--forward', 'file:///etc/passwd'], '--forward is the http or https URL'],
  [['serve', '--maps', 'x', '--forward', 'http://a', '--port', '99999'], '--port is 0 to 65535'],
  [['serve', '--maps', 'x', '--forward', 'http://a', '--max-memory', 'much'], '--max-memory is 0 to'],
  [['symbolicate', '--map', 'x'], "Unknown option '--map'"],
])('%j ends with 2 and the reason', async (args, message) => {
  const { code, out, err } = await run(args);
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(message);
});

it('--help lists the commands', async () => {
  expect(await run(['--help'])).toMatchObject({
    code: 0,
    out: expect.stringContaining('symbolicate --maps DIR'),
  });
});
