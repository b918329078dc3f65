#!/usr/bin/env node
// @ts-check
// npm run docs:dashboard: writes examples/grafana/dashboard.json from dashboard.mjs beside it.
import { dashboard } from '../../examples/grafana/dashboard.mjs';
import { keepUpToDate } from './generated-text.mjs';

const file = new URL('../../examples/grafana/dashboard.json', import.meta.url);
await keepUpToDate(file, () => `${JSON.stringify(dashboard, null, 2)}\n`, 'npm run docs:dashboard');
