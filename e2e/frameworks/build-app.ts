import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { html, type Site } from '../harness/site.js';

const frameworksDir = fileURLToPath(new URL('.', import.meta.url));

/** An alias for apps on React 18. */
export const REACT_18 = {
  react: `${frameworksDir}react-18/node_modules/react`,
  'react-dom': `${frameworksDir}react-18/node_modules/react-dom`,
};

/** An app of e2e/frameworks, by the path of its first module there. */
export interface AppSource {
  readonly entry: string;
  /** What stands for another package. */
  readonly alias?: Readonly<Record<string, string>>;
  /** React's own, and the routers', development builds. @default false */
  readonly isDevelopment?: boolean;
}

export type BuiltApp = readonly { readonly path: string; readonly code: string }[];

/** Builds an app as its authors would, with `otel-rum` by the package's own `exports`. */
export async function buildApp({ entry, alias = {}, isDevelopment = false }: AppSource): Promise<BuiltApp> {
  const mode = isDevelopment ? 'development' : 'production';
  const built = await build({
    root: frameworksDir,
    configFile: false,
    mode,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': JSON.stringify(mode) },
    plugins: [react()],
    resolve: {
      alias: Object.entries(alias).map(([find, replacement]) => ({
        find: new RegExp(`^${find}(?=/|$)`),
        replacement,
      })),
    },
    build: {
      write: false,
      minify: !isDevelopment,
      rolldownOptions: {
        input: { app: `${frameworksDir}${entry}` },
        output: { entryFileNames: 'assets/[name].js' },
      },
    },
  });
  const outputs = [built].flat().flatMap((one) => ('output' in one ? one.output : []));
  return outputs.flatMap((file) =>
    file.type === 'chunk' ? [{ path: `/${file.fileName}`, code: file.code }] : [],
  );
}

interface Documents {
  readonly paths: readonly string[];
  /** What a server has rendered. */
  readonly content?: string;
  readonly headers?: Record<string, string>;
}

/** Serves a built app; it finds the collector's address in its document. */
export function serveApp(
  site: Site,
  app: BuiltApp,
  endpoint: string,
  { paths, content = '', headers = {} }: Documents,
): void {
  for (const { path, code } of app) {
    site.serve(path, { headers: { 'content-type': 'text/javascript' }, body: code });
  }
  for (const path of paths) {
    site.serve(
      path,
      html(
        `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Films</title>
<meta name="otlp" content="${endpoint}"></head>
<body><div id="app">${content}</div><script type="module" src="/assets/app.js"></script></body></html>`,
        headers,
      ),
    );
  }
}
