import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { cachedFolder } from '../../scripts/cache-folder.mjs';
import { root, run } from '../../scripts/run.mjs';

const PLUGIN = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1';

/**
 * Downloads the jars of a pom.xml with Maven, once, and checks them against the jars.sha256 beside it.
 *
 * @param {string} maven path of mvn
 * @param {(message: string) => void} onProgress
 * @param {string} [project] folder of the pom.xml, from the root; default demo/elasticsearch
 * @returns {Promise<string>} the folder of the jars
 * @throws {Error} if a jar differs from the locked one, or is missing
 */
export async function ensureJars(maven, onProgress, project = 'demo/elasticsearch') {
  const lock = readFileSync(join(root, project, 'jars.sha256'), 'utf8');
  const fingerprint = createHash('sha256').update(lock).digest('hex').slice(0, 12);
  return await cachedFolder(`${basename(project)}-${fingerprint}`, async (work) => {
    onProgress(`Downloading the jars of ${project}: a minute, once.`);
    const pom = join(root, project, 'pom.xml');
    await run(maven, ['-q', '-B', '-f', pom, `${PLUGIN}:copy-dependencies`, `-DoutputDirectory=${work}`]);
    for (const line of lock.trim().split('\n')) {
      const [sha256, name] = line.split(/ +/);
      const found = createHash('sha256')
        .update(readFileSync(join(work, name)))
        .digest('hex');
      if (found !== sha256) throw new Error(`${name} differs from its hash in ${project}/jars.sha256`);
    }
  });
}
