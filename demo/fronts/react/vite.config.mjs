import react from '@vitejs/plugin-react';
import { otelRumSourcemaps } from 'otel-rum-sourcemaps/vite';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  base: '/react/',
  plugins: [react(), otelRumSourcemaps({ maps: '../../.maps' })],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    // Nothing inline: the pages' security policy allows only files of their own origin.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
