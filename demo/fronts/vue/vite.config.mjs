import vue from '@vitejs/plugin-vue';
import { otelRumSourcemaps } from 'otel-rum-sourcemaps/vite';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  base: '/vue/',
  plugins: [vue(), otelRumSourcemaps({ maps: '../../.maps' })],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    // Nothing inline: the pages' security policy allows only files of their own origin.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
