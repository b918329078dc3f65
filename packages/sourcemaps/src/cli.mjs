#!/usr/bin/env node
// @ts-check
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { collect } from './build/collect.mjs';
import { startServer } from './serve/start-server.mjs';
import { symbolicateLines } from './symbolicate-lines.mjs';

const USAGE = `Puts the files, lines and functions of your source into the OTLP that otel-rum sends.

  otel-rum-sourcemaps symbolicate --maps DIR [options] < in.jsonl > out.jsonl
  otel-rum-sourcemaps serve --maps DIR --forward URL [options]
  otel-rum-sourcemaps collect OUTPUT --maps DIR     gives ids to a build that has none

  --maps DIR         the folder of maps
  --context          adds the line of source that threw, and two around it
  --structured       adds the lists that honeycombio's sourcemapprocessor reads
  --max-memory MIB   of maps in memory (256)
  --max-map MIB      of a map's file; a larger one is not read (64)

serve:
  --forward URL      the backend, without /v1/…: http://127.0.0.1:4318
  --host HOST        to listen on (127.0.0.1)
  --port PORT        to listen on (4319)
  --max-body MIB     a larger request passes unread (20)
`;

const report = (/** @type {string} */ message) =>
  void process.stderr.write(`otel-rum-sourcemaps: ${message}\n`);

try {
  process.exitCode = await main();
} catch (error) {
  report(/** @type {Error} */ (error).message);
  process.exitCode = 2;
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      maps: { type: 'string' },
      forward: { type: 'string' },
      host: { type: 'string' },
      port: { type: 'string', default: '4319' },
      context: { type: 'boolean', default: false },
      structured: { type: 'boolean', default: false },
      'max-memory': { type: 'string', default: '256' },
      'max-map': { type: 'string', default: '64' },
      'max-body': { type: 'string', default: '20' },
      help: { type: 'boolean', default: false },
    },
  });
  const [command, output] = positionals;
  if (values.help) return void process.stdout.write(USAGE);
  if (!values.maps) throw new Error(`--maps is missing\n\n${USAGE}`);
  if (command === 'collect' && output) {
    const count = await collect(output, { maps: values.maps }, report);
    report(`${count} files of ${output} have a debug id, their maps are in ${values.maps}`);
    return 0;
  }
  if (!existsSync(values.maps))
    report(`${values.maps} does not exist yet: stacks stay as they are until it has maps`);
  const options = {
    maps: values.maps,
    context: values.context ? 2 : 0,
    isStructured: values.structured,
    maxBytes: mebibytes('max-memory', values['max-memory']),
    maxMapBytes: mebibytes('max-map', values['max-map']),
    report,
  };
  if (command === 'symbolicate') {
    await symbolicateLines(process.stdin, process.stdout, options);
    return 0;
  }
  if (command !== 'serve') throw new Error(`the command is symbolicate, serve or collect\n\n${USAGE}`);
  const server = await startServer({
    ...options,
    forward: backend(values.forward),
    port: integer('port', values.port, 65_535),
    ...(values.host && { host: values.host }),
    maxBodyBytes: mebibytes('max-body', values['max-body']),
  });
  process.stdout.write(`${server.url} passes OTLP on to ${values.forward}\n`);
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
    process.once(signal, () => void server.close());
  return 0;
}

/** @param {string} name @param {string} text */
function mebibytes(name, text) {
  return integer(name, text, 65_536) * 2 ** 20;
}

/** @param {string} name @param {string} text @param {number} most */
function integer(name, text, most) {
  if (!/^\d+$/.test(text) || Number(text) > most) throw new Error(`--${name} is 0 to ${most}, not "${text}"`);
  return Number(text);
}

/** @param {string | undefined} text */
function backend(text) {
  if (!text || !URL.canParse(text) || !/^https?:/.test(text))
    throw new Error(`--forward is the http or https URL of a backend, not "${text ?? ''}"`);
  return text;
}
