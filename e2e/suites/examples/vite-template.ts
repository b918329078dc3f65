import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { preview } from 'vite';
import { freeAddresses } from './free-addresses.js';

const execute = promisify(execFile);
const root = fileURLToPath(new URL('../../../', import.meta.url));
const templates = join(root, 'e2e/suites/examples/templates');

/** Creates a folder anew, for this worker alone, since tests run beside each other. */
async function newFolder(name: string): Promise<string> {
  const folder = join(templates, '.apps', `${name}-${process.env.TEST_PARALLEL_INDEX}`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  return folder;
}

/** Files of an app, by their path in it. */
export type Files = Record<string, string>;

/** The first line of an example may name its file: `// src/main.ts`, `<!-- src/App.vue -->`. */
const FILE_NAME = /^(?:\/\/|<!--) ([\w/.-]+\.\w+)/;

/**
 * Returns the examples of a page of documentation, verbatim.
 *
 * @param page path from the root of the repository
 */
export async function examplesOf(page: string): Promise<{ language: string; file: string; code: string }[]> {
  const text = await readFile(join(root, page), 'utf8');
  return [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language = '', code = '']) => ({
    language,
    file: FILE_NAME.exec(code)?.[1] ?? '',
    code,
  }));
}

/** Returns a page's examples that name a file in `src`, without those for another kind of template. */
export async function filesOf(page: string, wanted: (file: string) => boolean): Promise<Files> {
  const examples = await examplesOf(page);
  return Object.fromEntries(
    examples.filter(({ file }) => wanted(file)).map(({ file, code }) => [file, code]),
  );
}

/**
 * Builds a fresh template of create-vite with otel-rum from npm's archive and the files of an example, by the template's own
 * `npm run build`, type check included; then serves what was built.
 *
 * @param options.collectorUrl destination of `/otlp`
 * @returns the app's origin, and a function that stops the server
 */
export async function serveTemplate(options: {
  template: 'react-ts' | 'vue-ts' | 'vanilla-ts';
  files: Files;
  collectorUrl: string;
}): Promise<{ url: string; close(): Promise<void> }> {
  const app = await newFolder(options.template);
  await cp(join(templates, 'node_modules/create-vite', `template-${options.template}`), app, {
    recursive: true,
  });
  for (const [file, code] of Object.entries(options.files)) {
    await mkdir(dirname(join(app, file)), { recursive: true });
    await writeFile(join(app, file), code);
  }
  await unpackOtelRum(join(app, 'node_modules/otel-rum'));
  await execute('npm', ['run', 'build', '--loglevel=error'], { cwd: app });

  const [address = ''] = await freeAddresses(1);
  const [host = '', port = ''] = address.split(':');
  const server = await preview({
    configFile: false,
    root: app,
    logLevel: 'error',
    preview: {
      host,
      port: Number(port),
      strictPort: true,
      proxy: { '/otlp': { target: options.collectorUrl, rewrite: (path) => path.replace('/otlp', '') } },
    },
  });
  return { url: `http://${address}`, close: () => server.close() };
}

let packed: Promise<string> | undefined;

/** Copies what npm would publish into a folder; it is packed once. */
async function unpackOtelRum(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  packed ??= pack();
  await execute('tar', ['-xzf', await packed, '-C', folder, '--strip-components=1']);
}

async function pack(): Promise<string> {
  const folder = await newFolder('packed');
  const { stdout } = await execute('npm', ['pack', root, '--silent', '--pack-destination', folder]);
  return join(folder, stdout.trim());
}
