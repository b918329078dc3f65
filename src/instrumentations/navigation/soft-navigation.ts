/** The entry by which Chromium 151 and later tells of a navigation, with its first paint. */
export const SOFT_NAVIGATION = 'soft-navigation';
/** The entries by which it tells of what an interaction has painted: after the URL has changed, and each larger paint. */
export const PAINT_ENTRIES = [SOFT_NAVIGATION, 'interaction-contentful-paint'];

/** A paint of content that a person's interaction has led to: an entry that lasts from the one to the other. */
export interface InteractionPaint extends PerformanceEntry {
  readonly interactionId?: number;
  /** The browser's own number of the navigation. */
  readonly navigationId?: number;
}
