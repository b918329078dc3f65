#!/usr/bin/env node
// @ts-check
// npm run docs:dashboard: writes what dashboards import, from the modules beside it: examples/grafana/dashboard.json and
// examples/elasticsearch/data-views.ndjson.
import { dataViews } from '../../examples/elasticsearch/data-views.mjs';
import { dashboard } from '../../examples/grafana/dashboard.mjs';
import { keepUpToDate } from './generated-text.mjs';

const COMMAND = 'npm run docs:dashboard';
const inExamples = (/** @type {string} */ file) => new URL(`../../examples/${file}`, import.meta.url);

await keepUpToDate(
  inExamples('grafana/dashboard.json'),
  () => `${JSON.stringify(dashboard, null, 2)}\n`,
  COMMAND,
);
await keepUpToDate(
  inExamples('elasticsearch/data-views.ndjson'),
  () => `${dataViews.map((view) => JSON.stringify(view)).join('\n')}\n`,
  COMMAND,
);
