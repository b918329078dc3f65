import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../scripts/run.mjs';
import { freePorts } from '../start/free-ports.mjs';
import { startProcess } from './start-process.mjs';

const inRoot = (...segments) => join(root, ...segments);

/** Functions that start the third-party servers: on loopback, on a free port, with a folder of their own. */
export const servers = {
  async redis(command, folder) {
    const [port] = await freePorts(1);
    const args = ['--port', port, '--bind', '127.0.0.1', '--save', '', '--dir', folder];
    const url = `redis://127.0.0.1:${port}`;
    return startProcess({ name: 'Redis', command, args, ready: /Ready to accept connections/, url });
  },

  async elasticsearch({ java, jars }, folder) {
    await mkdir(join(folder, 'config'));
    const main = inRoot('demo/elasticsearch/SearchNode.java');
    const args = ['-Xms384m', '-Xmx384m', '-cp', join(jars, '*'), main, folder];
    return startProcess({ name: 'Elasticsearch', command: java, args, ready: /^ready at (\S+)/ });
  },

  async prometheus(command, folder) {
    const [port] = await freePorts(1);
    const config = join(folder, 'prometheus.yml');
    await writeFile(config, 'global: {}\n');
    const args = [
      `--config.file=${config}`,
      `--storage.tsdb.path=${join(folder, 'tsdb')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--web.enable-remote-write-receiver',
    ];
    const ready = /Server is ready to receive web requests/;
    return startProcess({ name: 'Prometheus', command, args, ready, url: `http://127.0.0.1:${port}` });
  },

  /** `otel-rum-sourcemaps serve` between the Collector and the live view. @param {string} backendUrl */
  async sourcemaps(backendUrl) {
    const cli = inRoot('packages/sourcemaps/src/cli.mjs');
    const args = [
      cli,
      'serve',
      '--maps',
      inRoot('demo/.maps'),
      '--context',
      '--port',
      '0',
      '--forward',
      backendUrl,
    ];
    return startProcess({
      name: 'serve',
      command: process.execPath,
      args,
      ready: /^(http:\S+) passes OTLP on/,
    });
  },

  /** @param {string} command @param {string} folder @param {{ port: number, backendUrl: string, prometheusUrl?: string }} site */
  async collector(command, folder, { port, backendUrl, prometheusUrl }) {
    const [free, health, metrics, totals] = await freePorts(4);
    const files = ['examples/collector/config.yaml', 'demo/full/collector.yaml'];
    if (prometheusUrl) files.push('examples/collector/prometheus.yaml');
    const listen = `127.0.0.1:${port || free}`;
    return startProcess({
      name: 'The Collector',
      command,
      args: files.flatMap((file) => ['--config', inRoot(file)]),
      env: {
        RUM_LISTEN: listen,
        RUM_HEALTH_LISTEN: `127.0.0.1:${health}`,
        RUM_METRICS_PORT: metrics,
        RUM_TOTALS_LISTEN: `127.0.0.1:${totals}`,
        RUM_STORAGE_DIR: join(folder, 'queue'),
        RUM_BACKEND: backendUrl,
        RUM_PROMETHEUS: prometheusUrl && `${prometheusUrl}/api/v1/write`,
        RUM_PROMETHEUS_INTERVAL: '1s',
        RUM_ALLOWED_ORIGINS: '[http://127.0.0.1:*, http://localhost:*]',
        // So that a person sees every trace soon.
        RUM_DECISION_WAIT: '3s',
        RUM_SAMPLED_PERCENT: '100',
      },
      ready: /Everything is ready/,
      url: `http://${listen}`,
    });
  },

  /** @param {string} python @param {string} name the module @param {{ collectorUrl: string, env: Record<string, string> }} site */
  async flask(python, name, { collectorUrl, env }) {
    return startProcess({
      name,
      command: python,
      args: [
        // The command `opentelemetry-instrument`.
        ...['-c', 'from opentelemetry.instrumentation.auto_instrumentation import run; run()'],
        ...[python, '-m', 'flask', '--app', name, 'run', '--port', '0'],
      ],
      cwd: inRoot('demo/services'),
      env: {
        OTEL_SERVICE_NAME: name,
        OTEL_EXPORTER_OTLP_ENDPOINT: collectorUrl,
        OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
        OTEL_TRACES_EXPORTER: 'otlp',
        OTEL_METRICS_EXPORTER: 'none',
        OTEL_LOGS_EXPORTER: 'none',
        OTEL_PROPAGATORS: 'tracecontext,baggage',
        OTEL_SEMCONV_STABILITY_OPT_IN: 'http,database',
        OTEL_BAGGAGE_ATTRIBUTES: 'visitor.plan',
        OTEL_PYTHON_FLASK_EXCLUDED_URLS: 'fault$',
        OTEL_BSP_SCHEDULE_DELAY: '300',
        PYTHONUNBUFFERED: '1',
        PYTHONDONTWRITEBYTECODE: '1',
        ...env,
      },
      ready: /Running on (http:\S+)/,
    });
  },
};
