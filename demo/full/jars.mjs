import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cachedFolder } from '../../scripts/cache-folder.mjs';
import { root, run } from '../../scripts/run.mjs';

const PLUGIN = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1';
const folderOfPom = join(root, 'demo/elasticsearch');

/**
 * Downloads Elasticsearch's jars with Maven, once, and checks them against jars.sha256.
 *
 * @param {string} maven path of mvn
 * @param {(message: string) => void} onProgress
 * @returns {Promise<string>} the folder of the jars
 * @throws {Error} if a jar differs from the locked one, or is missing
 */
export async function ensureJars(maven, onProgress) {
  const lock = readFileSync(join(folderOfPom, 'jars.sha256'), 'utf8');
  const fingerprint = createHash('sha256').update(lock).digest('hex').slice(0, 12);
  return await cachedFolder(`elasticsearch-${fingerprint}`, async (work) => {
    onProgress('Bringing Elasticsearch: a minute, once.');
    const pom = join(folderOfPom, 'pom.xml');
    await run(maven, ['-q', '-B', '-f', pom, `${PLUGIN}:copy-dependencies`, `-DoutputDirectory=${work}`]);
    for (const line of lock.trim().split('\n')) {
      const [sha256, name] = line.split(/ +/);
      const found = createHash('sha256')
        .update(readFileSync(join(work, name)))
        .digest('hex');
      if (found !== sha256)
        throw new Error(`${name} differs from its hash in demo/elasticsearch/jars.sha256`);
    }
  });
}
