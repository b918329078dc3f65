import { testBackend } from './joined-backend.js';

testBackend('Spring', ({ host, port }) => {
  const { OTEL_RUM_JAVA: java, OTEL_RUM_SPRING_CLASS_PATH: path, OTEL_RUM_JAVA_AGENT: agent } = process.env;
  if (!java || !path) throw new Error('OTEL_RUM_JAVA names no Java: run `npm run test:examples spring`');
  return {
    command: java,
    args: [
      // Starts sooner, and is never busy.
      '-XX:TieredStopAtLevel=1',
      `-javaagent:${agent}`,
      ...['-cp', path, 'Shop'],
      ...[`--server.address=${host}`, `--server.port=${port}`],
    ],
    env: {},
    ready: /Started Shop in/,
  };
});
