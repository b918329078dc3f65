import { appendFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Files with one JSON value per line. Each file is written by one append at a time, in the order of the calls, so that
 * lines neither mix nor change their order; files do not wait for one another. They are opened for each line, so a file that a
 * test has removed is created again.
 *
 * @param {string} dir made if it is missing
 * @param {string[]} names the files, made at once, so that a reader finds an empty one rather than none
 */
export async function openJournal(dir, names) {
  await mkdir(dir, { recursive: true });
  const pathOf = (name) => join(dir, `${name}.jsonl`);
  await Promise.all(names.map((name) => appendFile(pathOf(name), '')));
  /** @type {Map<string, Promise<void>>} the last append of each file, failed or not */
  const tails = new Map(names.map((name) => [name, Promise.resolve()]));

  return {
    /**
     * @param {string} name
     * @param {unknown} value
     * @returns {Promise<void>} settled once the line is in the file; rejects when it could not be written
     */
    append(name, value) {
      const line = `${JSON.stringify(value)}\n`;
      const written = tails.get(name).then(() => appendFile(pathOf(name), line));
      tails.set(
        name,
        written.catch(() => {}),
      );
      return written;
    },
  };
}
