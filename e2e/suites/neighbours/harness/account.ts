import type { Collector } from '../../../harness/collector.js';
import type { Log, Span, Value } from '../../../harness/otlp.js';
import { expect } from '../../../harness/test.js';
import type { Figures, Recorded } from './figures.js';
import type { Truth } from './truth.js';
import type { Press } from './visitor.js';

const MARKS = ['rage', 'dead', 'error'];
/** Matches data in a name: longer numbers, hashes, UUIDs. */
const ID = /\d{3,}|[0-9a-f]{8,}(?![a-z])/i;

/** Reads from the telemetry what the visitor did. */
export function account(
  { spans, logs, exports }: Collector,
  truth: Truth,
  presses: readonly Press[],
  origin: string,
): Recorded {
  const events = (name: string) =>
    logs
      .filter(({ eventName }) => eventName === name)
      .sort((left, right) => left.timeMillis - right.timeMillis);
  const clicks = events('browser.user_action.click').map((log, index) => ({
    label: presses[index]?.label ?? `an extra click (${own(log, 'element.selector')})`,
    name: nameOf(log),
    traceId: log.spanId ? log.traceId : undefined,
    marks: MARKS.filter((mark) => own(log, `user_action.${mark}`) === 'true'),
  }));
  const byId = new Map(spans.map((span) => [span.spanId, span]));
  const requests = spans
    .filter(({ kind, attributes }) => kind === 'client' && 'http.request.method' in attributes)
    .sort((left, right) => left.startMillis - right.startMillis)
    .map((span) => `${causeOf(span, byId, clicks)}: ${span.name}${operationOf(span)}`);
  const expected = Object.entries(truth.requests ?? {}).flatMap(([cause, names]) =>
    names.map((name) => `${cause}: ${name}`),
  );
  const views = events('browser.navigation').map(viewOf);
  const names = new Set([
    ...spans.map(({ name }) => name),
    ...clicks.map(({ name }) => `click ${name}`),
    ...views.map((view) => `view ${view}`),
  ]);
  const marks = clicks.flatMap(({ label, marks }) => marks.map((mark) => `${label} ${mark}`));
  return {
    clicksMade: presses.length,
    clicks: clicks.map(({ label, name }) => `${label} = ${name}`),
    marks,
    marksMade: truth.marks?.length ?? 0,
    marksRight: common(truth.marks ?? [], marks),
    requestsMade: expected.length,
    requestsRight: common(expected, requests),
    requests,
    viewsMade: truth.views.length,
    viewsRight: common(truth.views, views),
    views,
    errors: events('exception').map(
      ({ attributes }) => `${text(attributes['exception.type'])}: ${text(attributes['exception.message'])}`,
    ),
    framesOfOurs: events('browser.long_animation_frame')
      .filter((log) => own(log, 'long_animation_frame.script.source_url').includes('otel-rum.iife.js'))
      .map((log) => own(log, 'long_animation_frame.script.invoker'))
      // otel-rum's start and idle work are its own; an event or a timer would be the app's.
      .filter((invoker) => !/otel-rum\.iife\.js|^IdleRequestCallback/.test(invoker)),
    names: [...names].map((name) => name.replaceAll(origin, '')).sort(),
    events: logs.length,
    spans: spans.length,
    posts: exports.length,
    bytes: exports.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

/** Fails with the differences. */
export function expectTruth(figures: Figures, truth: Truth, presses: readonly Press[]): void {
  const labels = figures.clicks.map((click) => click.slice(0, click.indexOf(' = ')));
  expect.soft(labels, 'clicks recorded are clicks made').toEqual(presses.map(({ label }) => label));
  expect.soft(figures.marks, 'expected marks of clicks').toEqual(truth.marks ?? []);
  const wanted = Object.entries(truth.requests ?? {}).flatMap(([cause, names]) =>
    names.map((name) => `${cause}: ${name}`),
  );
  expect.soft([...figures.requests].sort(), 'requests, each with its cause').toEqual(wanted.sort());
  expect.soft(figures.views, 'page views as a person would count them').toEqual(truth.views);
  expect.soft(figures.errors, 'errors, once each').toEqual(truth.errors ?? []);
  expect.soft(figures.framesOfOurs, 'long frames that name otel-rum').toEqual([]);
  const withIds = figures.names.filter((name) => ID.test(name) || truth.ids?.some((id) => name.includes(id)));
  expect.soft(withIds, 'names without ids').toEqual([]);
  expect.soft(confusions(figures.clicks, truth.alike ?? []), 'elements that share a name').toEqual([]);
}

/** Returns labels of different elements that were recorded with one name. */
function confusions(clicks: readonly string[], alike: readonly (readonly string[])[]): string[] {
  const labelsOf = new Map<string, Set<string>>();
  for (const click of clicks) {
    const [label, name] = click.split(' = ') as [string, string];
    labelsOf.set(name, (labelsOf.get(name) ?? new Set()).add(label));
  }
  return [...labelsOf]
    .filter(
      ([, labels]) =>
        labels.size > 1 && !alike.some((group) => [...labels].every((label) => group.includes(label))),
    )
    .map(([name, labels]) => `${name}: ${[...labels].join(', ')}`);
}

/** Returns the cause of a request: the root of its trace. */
function causeOf(
  request: Span,
  byId: ReadonlyMap<string, Span>,
  clicks: readonly { label: string; traceId: string | undefined }[],
): string {
  if (!request.parentSpanId) return 'none';
  let root = request;
  while (root.parentSpanId) {
    const parent = byId.get(root.parentSpanId);
    if (!parent) return 'another trace';
    root = parent;
  }
  const click = clicks.find(({ traceId }) => traceId === request.traceId);
  if (click) return click.label;
  return root.name === 'documentLoad' ? 'load' : root.name;
}

/** Returns the GraphQL operation of a request, if any, to add to its name. */
function operationOf({ attributes }: Span): string {
  const name = attributes['graphql.operation.name'];
  return name === undefined ? '' : ` ${text(attributes['graphql.operation.type'])} ${text(name)}`;
}

function nameOf(log: Log): string {
  return own(log, 'element.name') || own(log, 'element.selector');
}

/** Returns a view's template, or its path. */
function viewOf(log: Log): string {
  const template = own(log, 'document.url.template');
  if (template) return template;
  const { pathname, hash } = new URL(text(log.attributes['browser.document.url.full']));
  return pathname + hash;
}

/** Returns one of otel-rum's own attributes as text. In release 0.1 their names began with `browser.`. */
function own({ attributes }: Log, name: string): string {
  return text(attributes[`otel_rum.${name}`] ?? attributes[`browser.${name}`]);
}

function text(value: Value | undefined): string {
  return value === undefined ? '' : String(value);
}

/** Returns the number of expected values that occur, each counted at most as often as expected. */
function common(expected: readonly string[], actual: readonly string[]): number {
  const left = [...actual];
  return expected.filter((one) => {
    const index = left.indexOf(one);
    if (index >= 0) left.splice(index, 1);
    return index >= 0;
  }).length;
}
