// @ts-check
import { rspack } from '@rspack/core';
import { otelRumSourcemaps } from 'otel-rum-sourcemaps/rspack';
import { RELEASE } from './paths.mjs';
import { configOf, run } from './webpack-config.mjs';

/** @param {import('./paths.mjs').Build} options */
export const buildByRspack = (options) =>
  run(
    rspack(
      configOf(options, {
        style: rspack.CssExtractRspackPlugin.loader,
        script: (syntax) => [
          {
            loader: 'builtin:swc-loader',
            options: {
              jsc: {
                target: 'es2022',
                parser: { syntax: 'typescript', tsx: syntax === 'tsx' },
                transform: { react: { runtime: 'automatic' } },
              },
            },
          },
        ],
        plugins: [
          new rspack.CssExtractRspackPlugin(),
          new rspack.DefinePlugin(RELEASE),
          ...(options.isPlain ? [] : [otelRumSourcemaps({ maps: options.maps })]),
        ],
      }),
    ),
  );
