import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Versions of the OpenTelemetry API that an app may have. */
export const API_VERSIONS = { '1.9': '@opentelemetry/api', '1.10': 'opentelemetry-api-1.10' } as const;
export type ApiVersion = keyof typeof API_VERSIONS;

/**
 * Bundles a page's module like an app's bundler: `otel-rum` is resolved by the package's own `exports`, and shares
 * `@opentelemetry/api`, of the wanted version, with the app and with every other OpenTelemetry package.
 */
export async function bundle(code: string, api: ApiVersion = '1.9'): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: root, loader: 'ts', sourcefile: 'page.ts' },
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    alias: api === '1.9' ? {} : { '@opentelemetry/api': API_VERSIONS[api] },
    logLevel: 'error',
  });
  return outputFiles[0]?.text ?? '';
}
