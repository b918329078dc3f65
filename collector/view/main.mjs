import { connectLive } from './live-connection.mjs';
import { createTelemetry } from './model/telemetry.mjs';
import { SIGNALS } from './model/wire-store.mjs';
import { createErrorsPanel } from './panels/errors.mjs';
import { createEventsPanel } from './panels/events.mjs';
import { createFilter } from './panels/filter.mjs';
import { createMetricsPanel } from './panels/metrics.mjs';
import { createTracesPanel } from './panels/traces.mjs';
import { createVitalsPanel } from './panels/vitals.mjs';
import { createWirePanel } from './panels/wire.mjs';
import { createPause } from './pause.mjs';
import { format } from './ui/format.mjs';
import { createServiceColours } from './ui/service-colours.mjs';
import { startTabs } from './ui/tabs.mjs';
import { startTheme } from './ui/theme.mjs';

const WIRE_REFRESH_MILLIS = 2_000;
const byId = (id) => document.getElementById(id);

const telemetry = createTelemetry();
const { meet, colourOf } = createServiceColours();
const filter = createFilter(/** @type {any} */ (byId('filter')), () => requestRender());
const onOpenTrace = (traceId, spanId) => {
  panels.traces.select(traceId, spanId);
  tabs.open('traces');
};
const panels = {
  traces: createTracesPanel(byId('panel-traces'), { colourOf, onChange: () => requestRender() }),
  vitals: createVitalsPanel(byId('panel-vitals')),
  errors: createErrorsPanel(byId('panel-errors'), { colourOf, onOpenTrace }),
  events: createEventsPanel(byId('panel-events'), { colourOf, onOpenTrace }),
  metrics: createMetricsPanel(byId('panel-metrics'), { colourOf }),
  wire: createWirePanel(byId('panel-wire')),
};
const renderers = {
  traces: () => panels.traces.render(telemetry.traces.list().filter(filter.matchesTrace)),
  vitals: () =>
    panels.vitals.render((name) => telemetry.vitals.summary(name, filter.matches), countsByRating),
  errors: () => panels.errors.render(telemetry.errors.list().filter(filter.matches)),
  events: () => panels.events.render(telemetry.events.list().filter(filter.matches)),
  metrics: () => panels.metrics.render(telemetry.metrics.list().filter(filter.matchesMetric)),
  wire: () => panels.wire.render(telemetry.wire, Date.now()),
};

let isRequested = false;
function requestRender() {
  if (isRequested) return;
  isRequested = true;
  requestAnimationFrame(() => {
    isRequested = false;
    render();
  });
}

function render() {
  for (const [service, { isBrowser }] of telemetry.services()) meet(service, isBrowser);
  filter.render([...telemetry.services().keys()], telemetry.sessions());
  for (const [name, renderPanel] of Object.entries(renderers)) if (tabs.isShown(name)) renderPanel();
  byId('count-errors').textContent =
    telemetry.errors.total() > 0 ? format.number(telemetry.errors.total()) : '';
  byId('count-events').textContent =
    telemetry.events.total() > 0 ? format.number(telemetry.events.total()) : '';
  const totals = SIGNALS.map((signal) => telemetry.wire.totals()[signal]);
  const sum = (field) => totals.reduce((all, total) => all + total[field], 0);
  byId('totals').textContent =
    `${format.plural(sum('requests'), 'request')}, ${format.bytes(sum('encodedBytes'))}`;
}

function countsByRating(vital) {
  return telemetry.metrics.countsBy(
    `otel_rum.web_vital.${vital}`,
    'browser.web_vital.rating',
    filter.matchesMetric,
  );
}

startTheme(byId('theme'));
const tabs = startTabs(byId('tabs'), () => requestRender());
const pause = createPause(byId('pause'), (accepted) => {
  telemetry.apply(accepted);
  requestRender();
});
byId('clear').addEventListener('click', () => fetch('live', { method: 'DELETE' }));
connectLive({
  accepted: pause.take,
  cleared() {
    pause.drop();
    telemetry.clear();
    requestRender();
  },
  state: (state) => {
    byId('status').dataset.state = state;
    byId('status').textContent = state === 'live' ? 'Live' : 'Reconnecting';
  },
});
// The history of the wire advances also without requests.
setInterval(() => tabs.isShown('wire') && requestRender(), WIRE_REFRESH_MILLIS);
