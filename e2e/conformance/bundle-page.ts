import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));
const bundles = new Map<string, Promise<string>>();

/** Bundles a page's module that imports files of this folder as `./…`. Each is made once, for all its runs. */
export function bundlePage(code: string): Promise<string> {
  const made = bundles.get(code) ?? make(code);
  bundles.set(code, made);
  return made;
}

async function make(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: here, loader: 'ts', sourcefile: 'page.ts' },
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    // Not ours, whose `paths` are for types: an app gets `otel-rum` by the package's `exports`.
    tsconfigRaw: {},
    logLevel: 'error',
  });
  return outputFiles[0]?.text ?? '';
}
