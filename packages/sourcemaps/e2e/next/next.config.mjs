import { fileURLToPath } from 'node:url';
import { withOtelRumSourcemaps } from 'otel-rum-sourcemaps/next';

const { OUT_DIR = 'out', MAPS = 'sourcemaps', BASE_PATH = '/app' } = process.env;

export default withOtelRumSourcemaps(
  {
    output: 'export',
    distDir: OUT_DIR,
    basePath: BASE_PATH,
    experimental: { externalDir: true },
    typescript: { ignoreBuildErrors: true },
    webpack(config) {
      config.module.rules.push({
        test: /\.vue$/,
        loader: fileURLToPath(new URL('../builds/component-loader.cjs', import.meta.url)),
      });
      return config;
    },
  },
  { maps: MAPS },
);
