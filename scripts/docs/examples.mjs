#!/usr/bin/env node
// @ts-check
// npm run docs:examples: compiles the TypeScript examples of README.md and docs against the types in dist, as an app
// that has installed the package would.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ENTRIES, isModule, typesOf } from '../../build/entries.mjs';
import { root, run } from '../run.mjs';

const work = join(root, 'node_modules', '.cache', 'otel-rum', 'examples');
const FENCE = /^```(tsx?)\n([\s\S]*?)^```$/gm;

const pages = ['README.md', 'src/README.md', ...(await markdownOf('docs'))];
await rm(work, { recursive: true, force: true });
await mkdir(work, { recursive: true });

let count = 0;
for (const page of pages) {
  const text = await readFile(join(root, page), 'utf8');
  for (const [index, [, kind, code = '']] of [...text.matchAll(FENCE)].entries()) {
    count++;
    await writeFile(join(work, `${page.replaceAll('/', '-')}-${index + 1}.${kind}`), `${code}\nexport {};\n`);
  }
}
if (count === 0) throw new Error('no examples were found');
// Vue components need Vue's own compiler: e2e/suites/examples builds them.
await writeFile(
  join(work, 'vue.d.ts'),
  "declare module '*.vue' { const component: import('vue').Component; export default component; }\n",
);
await writeFile(join(work, 'tsconfig.json'), JSON.stringify(tsconfig(), undefined, 2));
await run('tsc', ['--project', work]);
console.log(`${count} examples compile`);

/** @param {string} folder */
async function markdownOf(folder) {
  const files = await readdir(join(root, folder), { recursive: true });
  return files.filter((file) => file.endsWith('.md')).map((file) => `${folder}/${file}`);
}

function tsconfig() {
  const dist = (/** @type {string} */ file) => [join(root, 'dist', file)];
  return {
    compilerOptions: {
      target: 'ES2022',
      lib: ['ES2022', 'DOM', 'DOM.Iterable'],
      module: 'ESNext',
      moduleResolution: 'bundler',
      strict: true,
      noEmit: true,
      jsx: 'react-jsx',
      // The official instrumentations' types mention Node's.
      types: ['node'],
      paths: {
        // As apps write it today; the package installed under that name is the oldest version.
        'react-router': [join(root, 'node_modules/react-router-8/dist/production/index.d.ts')],
        'vue-router': [join(root, 'node_modules/vue-router-5/dist/vue-router.d.ts')],
        ...Object.fromEntries(
          ENTRIES.filter(isModule).map((entry) => [
            entry.subpath.replace('.', 'otel-rum'),
            dist(typesOf(entry)),
          ]),
        ),
      },
    },
    include: ['*.ts', '*.tsx'],
  };
}
