#!/usr/bin/env node
// @ts-check
// npm run test:examples: tests examples/ with the real OpenTelemetry Collector (one, and two tiers), nginx, Django, FastAPI,
// a server in Go, Spring, Vite, Next and Jest; and the examples of README.md and docs in fresh templates.
// `npm run test:examples collector` tests only one of them. Parts that are missing on this machine are named and left out.
import { join } from 'node:path';
import { ensurePython } from '../../demo/full/python.mjs';
import { ensureBuilt } from '../../demo/start/ensure-built.mjs';
import { ensureChromium } from '../browser.mjs';
import { installFolder, installPackages } from '../install.mjs';
import { root, run } from '../run.mjs';
import { buildCollector } from './build-collector.mjs';
import { buildGoBackend } from './build-go-backend.mjs';
import { buildSpringBackend } from './build-spring-backend.mjs';
import { lockFolder } from './collector-sources.mjs';
import { ensureCommand, findCommand } from './ensure-command.mjs';
import { findGo } from './go.mjs';

/**
 * Prepares each part, and returns the environment of its tests; a text with the reason if it is unavailable.
 *
 * @type {Record<string, () => Promise<Record<string, string> | string>>}
 */
const parts = {
  collector: async () => {
    const go = await findGo(lockFolder());
    if ('missing' in go) return `it is built with Go, and ${go.missing}`;
    return { OTEL_RUM_COLLECTOR: await buildCollector(go.version) };
  },
  // Two gateways before two samplers, with Prometheus behind them.
  'two-tier': async () => {
    const go = await findGo(lockFolder('two-tier'));
    if ('missing' in go) return `it is built with Go, and ${go.missing}`;
    const prometheus = await ensureCommand('prometheus', 'prometheus');
    if (!prometheus) return 'there is no Prometheus on this machine';
    return {
      OTEL_RUM_PROMETHEUS: prometheus,
      OTEL_RUM_TWO_TIER_COLLECTOR: await buildCollector(go.version, 'two-tier'),
    };
  },
  nginx: async () => {
    const path = await ensureCommand('nginx', 'nginx-light');
    return path ? { OTEL_RUM_NGINX: path } : 'this machine has no nginx';
  },
  // Django and FastAPI, traced without code.
  python: async () => {
    const python = findCommand('python3');
    if (!python) return 'there is no `python3` on this machine';
    const lock = 'examples/backends/requirements.lock';
    return { OTEL_RUM_PYTHON: await ensurePython(python, console.log, lock) };
  },
  go: async () => {
    const go = await findGo(join(root, 'examples', 'backends', 'go'));
    if ('missing' in go) return `it is built with Go, and ${go.missing}`;
    return { OTEL_RUM_GO_BACKEND: await buildGoBackend(go.version) };
  },
  // Spring Boot, traced by OpenTelemetry's Java agent.
  spring: async () => {
    const [java, javac, maven] = ['java', 'javac', 'mvn'].map((name) => findCommand(name));
    if (!java || !javac || !maven) return 'it needs Java 17 with its compiler, and Maven';
    const { classPath, agent } = await buildSpringBackend(maven, javac);
    return { OTEL_RUM_JAVA: java, OTEL_RUM_SPRING_CLASS_PATH: classPath, OTEL_RUM_JAVA_AGENT: agent };
  },
  vite: async () => ({}),
  // The test installs its packages, which other tests do not need.
  next: async () => ({}),
  jest: async () => ({}),
  // The examples of README.md and docs, in fresh templates of Vite.
  readme: async () => {
    await installFolder('e2e/suites/examples/templates');
    return {};
  },
};

process.exitCode = await main(process.argv.slice(2));

/** @param {string[]} names @returns {Promise<number>} the exit code */
async function main(names) {
  const unknown = names.filter((name) => !(name in parts));
  if (unknown.length > 0) {
    console.error(`Unknown: ${unknown.join(', ')}. The parts are ${Object.keys(parts).join(', ')}.`);
    return 2;
  }
  try {
    await installPackages();
    const env = {};
    const files = [];
    for (const name of names.length > 0 ? names : Object.keys(parts)) {
      const needs = await parts[name]?.();
      if (typeof needs === 'string') console.log(`✗ ${name} is NOT tested: ${needs}.`);
      else {
        Object.assign(env, needs);
        files.push(`/${name}-.*\\.spec\\.ts$`);
      }
    }
    if (files.length === 0) return 0;
    await ensureBuilt({ onProgress: console.log });
    await ensureChromium();
    await run('playwright', ['test', '--config', 'e2e/suites/examples/playwright.config.ts', ...files], {
      env,
    });
    return 0;
  } catch (error) {
    console.error(`✗ ${error instanceof Error ? error.message : error}`);
    return 1;
  }
}
