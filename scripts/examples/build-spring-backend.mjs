// @ts-check
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { ensureJars } from '../../demo/full/jars.mjs';
import { cachedFolder } from '../cache-folder.mjs';
import { root, run } from '../run.mjs';

const PROJECT = 'examples/backends/spring';

/**
 * Downloads the jars of examples/backends/spring and compiles the app, unless the user's cache has both.
 *
 * @param {string} maven path of mvn
 * @param {string} javac path of the compiler
 * @returns {Promise<{ classPath: string, agent: string }>} what `java -javaagent:… -cp …` needs
 * @throws {Error} if a jar cannot be downloaded, or differs from its hash
 */
export async function buildSpringBackend(maven, javac) {
  const jars = await ensureJars(maven, console.log, PROJECT);
  const source = join(root, PROJECT, 'Shop.java');
  const fingerprint = createHash('sha256')
    .update(jars)
    .update(readFileSync(source))
    .digest('hex')
    .slice(0, 12);
  const classes = await cachedFolder(`spring-classes-${fingerprint}`, async (work) => {
    await run(javac, ['--release', '17', '-d', work, '-cp', join(jars, '*'), source]);
  });
  const agent = readdirSync(jars).find((name) => name.startsWith('opentelemetry-javaagent-'));
  return { classPath: [classes, join(jars, '*')].join(delimiter), agent: join(jars, String(agent)) };
}
