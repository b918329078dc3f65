// @ts-check
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { rewriteJson } from './otlp/rewrite-json.mjs';
import { createSymbolicator } from './symbolicate/symbolicator.mjs';

/**
 * Reads OTLP in JSON, one request per line (as the Collector's file exporter writes it), and writes the same lines with
 * readable stacks. A line that cannot be parsed, or needs no change, is written unchanged.
 *
 * @param {import('node:stream').Readable} input
 * @param {import('node:stream').Writable} output
 * @param {Parameters<typeof createSymbolicator>[0]} options
 */
export async function symbolicateLines(input, output, options) {
  const { symbolicate } = createSymbolicator(options);
  let isReported = false;
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    let result = line;
    try {
      if (line.trim() !== '') result = (await rewriteJson(line, symbolicate)) ?? line;
    } catch (error) {
      if (!isReported)
        options.report?.(`a line is no OTLP and stays as it is: ${/** @type {Error} */ (error).message}`);
      isReported = true;
    }
    if (!output.write(`${result}\n`)) await once(output, 'drain');
  }
}
