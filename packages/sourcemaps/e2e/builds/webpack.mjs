// @ts-check
import MiniCssExtractPlugin from 'mini-css-extract-plugin';
import { otelRumSourcemaps } from 'otel-rum-sourcemaps/webpack';
import webpack from 'webpack';
import { RELEASE } from './paths.mjs';
import { configOf, run } from './webpack-config.mjs';

/** @param {import('./paths.mjs').Build} options */
export const buildByWebpack = (options) =>
  run(
    webpack(
      configOf(options, {
        style: MiniCssExtractPlugin.loader,
        script: (syntax) => [
          {
            loader: 'swc-loader',
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
          new MiniCssExtractPlugin(),
          new webpack.DefinePlugin(RELEASE),
          ...(options.isPlain ? [] : [otelRumSourcemaps({ maps: options.maps })]),
        ],
      }),
    ),
  );
