import { defineConfig } from 'vite';

// While you develop: pages with `endpoint: '/otlp'` reach a Collector on this machine through Vite's own server.
export default defineConfig({
  server: {
    proxy: {
      '/otlp': {
        target: process.env.OTLP_COLLECTOR ?? 'http://127.0.0.1:4318',
        rewrite: (path) => path.replace(/^\/otlp/, ''),
      },
    },
  },
});
