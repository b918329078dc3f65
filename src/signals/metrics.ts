import {
  type BatchObservableCallback,
  type Meter,
  type MeterProvider,
  type MetricOptions,
  type Observable,
  type ObservableCallback,
  ValueType,
} from '@opentelemetry/api';
import type { Clock } from '../browser/clock.js';
import type { Guard } from '../diagnostics/guard.js';
import type { MetricData, Scope, SentRecord } from '../record.js';
import { createMetricStore, type MetricHooks, type MetricStore, scopeKey } from './metric-store.js';

/** Default bounds: https://opentelemetry.io/docs/specs/otel/metrics/sdk/#explicit-bucket-histogram-aggregation */
const DEFAULT_BOUNDS = [0, 5, 10, 25, 50, 75, 100, 250, 500, 750, 1_000, 2_500, 5_000, 7_500, 10_000];

const ascending = (bounds: readonly number[]) => bounds.filter(Number.isFinite).sort((a, b) => a - b);

export interface Metrics extends MeterProvider {
  /** Returns the measurements since the last collection, except points for which `isSent` returns false. */
  collect(isSent?: (point: SentRecord) => boolean): MetricData[];
}

/** Creates OpenTelemetry's MeterProvider: all instruments, delta temporality, no views, collected on demand. */
export function createMetrics(
  clock: Clock,
  guard: Guard,
  hooks: Omit<MetricHooks, 'now' | 'clean'> & Partial<Pick<MetricHooks, 'clean'>>,
): Metrics {
  const stores = new Map<string, MetricStore>();
  /** By the app's callback, then by the instrument that it was added to. */
  const callbacks = new Map<unknown, Map<unknown, () => void | Promise<void>>>();
  const addCallback = (callback: unknown, owner: unknown, run: () => void | Promise<void>) => {
    callbacks.set(callback, (callbacks.get(callback) ?? new Map()).set(owner, run));
  };
  const observables = new WeakMap<object, MetricStore>();
  // In page time, since the wall clock may be set between two collections.
  const beganAt = clock.pageNow();
  let lastAt = beganAt;

  const storeOf = (
    scope: Scope,
    kind: MetricData['kind'],
    isMonotonic: boolean,
    name: string,
    options: MetricOptions = {},
  ) => {
    // Instruments are identical if name, kind and unit are, ignoring the name's case:
    // https://opentelemetry.io/docs/specs/otel/metrics/sdk/#duplicate-instrument-registration
    const key = [scopeKey(scope), name.toLowerCase(), kind, isMonotonic, options.unit ?? ''].join('\u0000');
    let store = stores.get(key);
    if (!store) {
      store = createMetricStore({
        scope,
        name,
        description: options.description ?? '',
        unit: options.unit ?? '',
        kind,
        isMonotonic,
        isInteger: options.valueType === ValueType.INT,
        bounds:
          kind === 'histogram' ? ascending(options.advice?.explicitBucketBoundaries ?? DEFAULT_BOUNDS) : [],
        hooks: { clean: (attributes) => attributes, ...hooks, now: clock.pageNow },
      });
      stores.set(key, store);
    }
    return store;
  };

  const createMeter = (scope: Scope): Meter => {
    const counter = (isMonotonic: boolean) => (name: string, options?: MetricOptions) => ({
      add: guard(storeOf(scope, 'sum', isMonotonic, name, options).record),
    });
    const recorder = (kind: 'gauge' | 'histogram') => (name: string, options?: MetricOptions) => ({
      record: guard(storeOf(scope, kind, false, name, options).record),
    });
    const observable =
      (kind: 'sum' | 'gauge', isMonotonic: boolean) =>
      (name: string, options?: MetricOptions): Observable => {
        const store = storeOf(scope, kind, isMonotonic, name, options);
        const result: Observable = {
          addCallback: (callback: ObservableCallback) => {
            addCallback(callback, store, () => callback({ observe: store.observe }));
          },
          removeCallback: (callback) => {
            callbacks.get(callback)?.delete(store);
          },
        };
        observables.set(result, store);
        return result;
      };
    return {
      createCounter: counter(true),
      createUpDownCounter: counter(false),
      createHistogram: recorder('histogram'),
      createGauge: recorder('gauge'),
      createObservableCounter: observable('sum', true),
      createObservableUpDownCounter: observable('sum', false),
      createObservableGauge: observable('gauge', false),
      addBatchObservableCallback: (callback: BatchObservableCallback) => {
        addCallback(callback, scope, () =>
          callback({
            observe: (metric: Observable, value, attributes) =>
              observables.get(metric)?.observe(value, attributes),
          }),
        );
      },
      removeBatchObservableCallback: (callback: BatchObservableCallback) => {
        callbacks.delete(callback);
      },
    };
  };

  return {
    getMeter: (name, version) => createMeter({ name, version }),
    collect(isSent = () => true) {
      // An error or a rejection of one of the app's callbacks must not affect the others.
      for (const owners of callbacks.values()) {
        for (const run of owners.values()) {
          const pending = guard(run)() as Promise<void> | undefined;
          pending?.catch?.(() => {});
        }
      }
      const now = clock.pageNow();
      const offset = clock.toEpoch(0);
      const collected: MetricData[] = [];
      for (const store of stores.values()) {
        const data = store.collect(offset + lastAt, offset + now);
        if (!data) continue;
        const { name, kind, isMonotonic } = data;
        const points = data.points
          .filter(({ attributes }) => isSent({ kind: 'metric', name, attributes: { ...attributes } }))
          .map((point) => ({
            ...point,
            exemplars: point.exemplars.map((exemplar) => ({
              ...exemplar,
              timeMillis: offset + exemplar.timeMillis,
            })),
          }));
        if (!points.length) continue;
        // Cumulative series start with the page.
        const startMillis = kind === 'sum' && !isMonotonic ? offset + beganAt : data.startMillis;
        collected.push({ ...data, points, startMillis });
      }
      lastAt = now;
      return collected;
    },
  };
}
