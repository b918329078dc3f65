import { testBackend } from './joined-backend.js';

testBackend('Go', ({ host, port }) => {
  const command = process.env.OTEL_RUM_GO_BACKEND;
  if (!command) throw new Error('OTEL_RUM_GO_BACKEND names no server: run `npm run test:examples go`');
  return { command, args: [], env: { LISTEN: `${host}:${port}` }, ready: /Listening on/ };
});
