// @ts-check
import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';

// Tests run without Docker, so this checks what can be checked of examples/compose without it.
const folder = new URL('../../examples/compose/', import.meta.url);
const read = (/** @type {string} */ path) => readFileSync(new URL(path, folder), 'utf8');

/**
 * @typedef {object} Service
 * @property {string} image
 * @property {string[]} [command]
 * @property {Record<string, string>} [environment]
 * @property {string[]} ports
 * @property {string[]} [volumes]
 * @property {string[] | Record<string, object>} [depends_on]
 */

/** @type {Record<string, Service>} */
const services = parse(read('compose.yaml')).services;
const each = Object.entries(services);

/** Returns the mounts of a service. @param {Service} service */
const mountsOf = ({ volumes = [] }) =>
  volumes.map((volume) => {
    const [source = '', target = '', mode] = volume.split(':');
    return { source, target, mode };
  });

it.each(each)('%s: its image has an exact version', (_, { image }) => {
  expect(image).toMatch(/^[\w./-]+:v?\d+\.\d+\.\d+$/);
});

it('the image of the Collector has the version that the tests build', () => {
  const { version } = parse(read('../collector/builder.yaml')).dist;
  expect(services.collector?.image).toBe(`otel/opentelemetry-collector-contrib:${version}`);
});

it('each mounted file exists, and is mounted to be read only', () => {
  const mounts = Object.values(services).flatMap(mountsOf);
  expect(mounts.length).toBeGreaterThan(0);
  for (const { source, mode } of mounts) {
    expect(statSync(new URL(source, folder)).isFile(), source).toBe(true);
    expect(mode, source).toBe('ro');
  }
});

it.each(each)('%s: ports are published on this machine alone', (_, { ports }) => {
  expect(ports).not.toEqual([]);
  for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
});

it('services that another one waits for, or sends to, exist', () => {
  const needed = Object.values(services).flatMap(({ depends_on: waitsFor = [], environment = {} }) => [
    ...(Array.isArray(waitsFor) ? waitsFor : Object.keys(waitsFor)),
    ...Object.values(environment).flatMap((value) => (/^http:/.test(value) ? new URL(value).hostname : [])),
  ]);
  expect(needed).toContain('elasticsearch');
  for (const name of needed) expect(Object.keys(services)).toContain(name);
});

it('the Collector reads the mounted files, and each variable without a default is set', () => {
  const { command = [], environment = {} } = /** @type {Service} */ (services.collector);
  const mounts = mountsOf(/** @type {Service} */ (services.collector));
  expect(command).toEqual(mounts.map(({ target }) => `--config=${target}`));
  const text = mounts.map(({ source }) => read(source)).join('\n');
  const required = [...text.matchAll(/\$\{env:(\w+)\}/g)].map(([, name]) => name);
  expect(required).toContain('RUM_BACKEND');
  for (const name of required) expect(environment, name).toHaveProperty(String(name));
});

it('Grafana finds the dashboard where its provider looks, and Prometheus by its name', () => {
  const targets = mountsOf(/** @type {Service} */ (services.grafana)).map(({ target }) => target);
  const [provider] = parse(read('grafana/dashboards.yaml')).providers;
  expect(targets.map((target) => target.replace(`/${basename(target)}`, ''))).toContain(
    provider.options.path,
  );
  const [datasource] = parse(read('grafana/datasource.yaml')).datasources;
  expect(Object.keys(services)).toContain(new URL(datasource.url).hostname);
});
