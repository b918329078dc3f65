import { type Observation, observe } from './observe.js';

/**
 * A paint of content that a person's interaction has led to, as Chromium 151 and later tells it: the first one after the
 * URL has changed (`soft-navigation`), and each larger one (`interaction-contentful-paint`). From the interaction to the paint.
 */
export interface InteractionPaint extends PerformanceEntry {
  readonly interactionId?: number;
  /** The browser's own number of the navigation. */
  readonly navigationId?: number;
}

/** Whether this is the paint that makes the browser tell of a navigation. */
export const isSoftNavigation = ({ entryType }: InteractionPaint): boolean => entryType === 'soft-navigation';

/** Observes what is painted from now on; empty where the browser does not tell. */
export const observeInteractionPaints = (onPaints: (paints: InteractionPaint[]) => void): Observation[] =>
  ['soft-navigation', 'interaction-contentful-paint'].flatMap(
    (type) => observe(type, onPaints, { buffered: false }) ?? [],
  );
