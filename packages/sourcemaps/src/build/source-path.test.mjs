// @ts-check
import { expect, it } from 'vitest';
import { sourcePath } from './source-path.mjs';

it.each([
  ['../../src/main.ts', 'src/main.ts'],
  ['../../node_modules/vue/index.js', 'node_modules/vue/index.js'],
  ['../../../shared/a.ts', '../shared/a.ts'],
  ['/shop/src/main.ts', 'src/main.ts'],
  ['file:///shop/src/a%20b.ts', 'src/a b.ts'],
  ['webpack://shop/./src/main.ts', 'src/main.ts'],
  ['webpack:///./src/film.vue?3a4f', 'src/film.vue'],
  ['webpack://_N_E/../shared/a.ts', '../shared/a.ts'],
  ['webpack://shop/webpack/runtime/publicPath', 'webpack/runtime/publicPath'],
  ['turbopack:///[project]/app/page.tsx', 'app/page.tsx'],
  ['\0vite/preload-helper.js', 'vite/preload-helper.js'],
  ['https://cdn.example/a.js', 'https://cdn.example/a.js'],
])('%s is %s', (source, path) => {
  expect(sourcePath(source, '/shop/dist/assets', '/shop')).toBe(path);
});
