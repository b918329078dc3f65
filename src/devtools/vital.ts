import {
  WEB_VITAL_ATTRIBUTION,
  WEB_VITAL_NAME,
  WEB_VITAL_NAVIGATION_TYPE,
  WEB_VITAL_RATING,
  WEB_VITAL_VALUE,
} from '../semconv.js';
import type { Attributes } from '../testing/decode.js';
import { formatMillis } from './format.js';

/** A Web Vital. */
export interface Vital {
  readonly name: string;
  readonly title: string;
  /** Largest value that is good, and largest that is not poor: https://web.dev/articles/vitals */
  readonly good: number;
  readonly poor: number;
}

/** The Web Vitals, by their importance. Values in milliseconds, except CLS. */
export const VITALS: readonly Vital[] = [
  { name: 'lcp', title: 'Largest Contentful Paint', good: 2_500, poor: 4_000 },
  { name: 'inp', title: 'Interaction to Next Paint', good: 200, poor: 500 },
  { name: 'cls', title: 'Cumulative Layout Shift', good: 0.1, poor: 0.25 },
  { name: 'fcp', title: 'First Contentful Paint', good: 1_800, poor: 3_000 },
  { name: 'ttfb', title: 'Time to First Byte', good: 800, poor: 1_800 },
];

/** Returns the rating of a value; a value on a threshold is on its better side. */
export const ratingOf = ({ good, poor }: Vital, value: number): string =>
  value <= good ? 'good' : value <= poor ? 'needs improvement' : 'poor';

/** Formats a vital's value. */
export const formatVital = (name: string, value: number): string =>
  name === 'cls' ? value.toFixed(3) : formatMillis(value);

/** A vital's report, and what caused its value. */
export interface VitalReport {
  readonly value: number;
  readonly rating: string;
  /** The name of its element. */
  readonly target: string | undefined;
  /** Its phases in milliseconds, longest first. */
  readonly parts: readonly [name: string, millis: number][];
  /** The script that took longest. */
  readonly script: string | undefined;
}

/** Keys of numbers that are phases; others are times or scores. */
const PHASE = /(?:delay|duration|byte|fcp)$/;

/** Reads the event of a vital. */
export function readVital(attributes: Attributes): VitalReport {
  const attribution = Object.entries(attributes)
    .filter(([key]) => key.startsWith(WEB_VITAL_ATTRIBUTION))
    .map(([key, value]) => [key.slice(WEB_VITAL_ATTRIBUTION.length), value] as const);
  const texts = new Map(attribution);
  return {
    value: Number(attributes[WEB_VITAL_VALUE]),
    rating: String(attributes[WEB_VITAL_RATING]).replace('-', ' '),
    target: attribution.find(([key]) => /(?:^|_)target$/.test(key))?.[1] as string | undefined,
    parts: attribution
      .filter(
        (part): part is readonly [string, number] =>
          typeof part[1] === 'number' &&
          PHASE.test(part[0]) &&
          !/total|script|interaction_time/.test(part[0]),
      )
      .map(([key, value]): [string, number] => [key.replace(/_/g, ' '), value])
      .sort(([, a], [, b]) => b - a),
    script: (texts.get('longest_script.invoker') ?? texts.get('longest_script.url')) as string | undefined,
  };
}

/** Returns whether an event is of a soft navigation, not of the document. */
export const isSoft = (attributes: Attributes): boolean =>
  attributes[WEB_VITAL_NAVIGATION_TYPE] === 'soft-navigation';

/** Returns the vital's name in an event. */
export const vitalName = (attributes: Attributes): string => String(attributes[WEB_VITAL_NAME]);
