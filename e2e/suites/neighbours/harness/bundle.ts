import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';

/** The folder of the neighbours, with packages of its own. */
export const folder = fileURLToPath(new URL('../', import.meta.url));
const root = fileURLToPath(new URL('../../../../', import.meta.url));
const cache = join(root, 'node_modules', '.cache', 'otel-rum', 'neighbours');
/** Key of the cache: depends on the versions of the packages and on this file. */
const inputs = [
  'package-lock.json',
  'e2e/suites/neighbours/package-lock.json',
  'e2e/suites/neighbours/harness/bundle.ts',
].map((name) => readFileSync(join(root, name)));

/** Bundles a page's script for production, like its authors. Equal code is bundled once. */
export async function bundle(code: string): Promise<string> {
  const hash = createHash('sha1').update(code);
  for (const input of inputs) hash.update(input);
  const file = join(cache, `${hash.digest('hex')}.js`);
  if (existsSync(file)) return readFileSync(file, 'utf8');
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: folder, loader: 'js', sourcefile: 'app.js' },
    bundle: true,
    write: false,
    format: 'iife',
    minify: true,
    keepNames: true,
    target: 'es2022',
    conditions: ['browser', 'module', 'production'],
    define: { 'process.env.NODE_ENV': '"production"', ngDevMode: 'false' },
    plugins: [chunks, svelte],
    logLevel: 'error',
  });
  const bundled = outputFiles[0]?.text ?? '';
  mkdirSync(cache, { recursive: true });
  writeFileSync(file, bundled);
  return bundled;
}

/** `import('/about.js')`: a script that the page loads later. */
const chunks: Plugin = {
  name: 'chunks',
  setup({ onResolve }) {
    onResolve({ filter: /^\/[\w-]+\.js$/ }, ({ path }) => ({ path, external: true }));
  },
};

/** `import App from 'svelte-source:…'`: a component of Svelte, compiled by its own compiler. */
const svelte: Plugin = {
  name: 'svelte',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^svelte-source:/ }, ({ path }) => ({ path, namespace: 'svelte-source' }));
    onLoad({ filter: /.*/, namespace: 'svelte-source' }, async ({ path }) => {
      const compiler: { compile(source: string, options: object): { js: { code: string } } } = await import(
        join(folder, 'node_modules/svelte/src/compiler/index.js')
      );
      const source = decodeURIComponent(path.slice('svelte-source:'.length));
      const { js } = compiler.compile(source, { generate: 'client', filename: 'App.svelte' });
      return { contents: js.code, resolveDir: folder };
    });
  },
};
