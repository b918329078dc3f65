import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const demoFolder = fileURLToPath(new URL('..', import.meta.url));
const stopLimitMillis = 5_000;

/**
 * Starts a server of the demo as its own process, instrumented with zero code by OpenTelemetry's register hook, or by
 * an equivalent file.
 * Resolves when it listens; rejects when it ends before that.
 * @param {{ name: string, file: string, port?: number, collectorUrl: string, env?: Record<string, string>, telemetry?: string }} service
 */
export const startService = async ({
  name,
  file,
  port = 0,
  collectorUrl,
  env = {},
  telemetry = '@opentelemetry/auto-instrumentations-node/register',
}) => {
  const child = spawn(process.execPath, ['--import', telemetry, file], {
    cwd: demoFolder,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: {
      ...process.env,
      PORT: String(port),
      OTEL_SERVICE_NAME: name,
      OTEL_EXPORTER_OTLP_ENDPOINT: collectorUrl,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
      OTEL_TRACES_EXPORTER: 'otlp',
      OTEL_METRICS_EXPORTER: 'none',
      OTEL_LOGS_EXPORTER: 'none',
      OTEL_PROPAGATORS: 'tracecontext,baggage',
      OTEL_NODE_ENABLED_INSTRUMENTATIONS: 'http,express,undici',
      OTEL_NODE_RESOURCE_DETECTORS: 'env,serviceinstance',
      // A short wait, so that the live view shows a request's server spans right after the click.
      OTEL_BSP_SCHEDULE_DELAY: '300',
      ...env,
    },
  });
  const exited = once(child, 'exit').then(
    ([code, signal]) => `${name} (process ${child.pid}) ended with ${signal ?? `code ${code}`}`,
  );
  const failed = exited.then((message) => {
    throw new Error(message);
  });
  failed.catch(() => {});
  const [{ ready: url }] = await Promise.race([once(child, 'message'), failed]);

  return {
    url,
    /** Resolves with a sentence when the process has ended, for whatever reason. */
    exited,
    /** Lets it answer current requests and send its spans; kills it if that lasts too long. */
    async close() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      const force = setTimeout(() => child.kill('SIGKILL'), stopLimitMillis);
      await exited;
      clearTimeout(force);
    },
  };
};
