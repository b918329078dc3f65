/** Entry type of a soft navigation, with its first paint; Chromium 151 and later (https://wicg.github.io/soft-navigations/). */
export const SOFT_NAVIGATION = 'soft-navigation';
/** Entry types of paints that an interaction caused: the soft navigation, and each larger paint. */
export const PAINT_ENTRIES = [SOFT_NAVIGATION, 'interaction-contentful-paint'];

/** A paint of content that an interaction caused; the entry lasts from the interaction to the paint. */
export interface InteractionPaint extends PerformanceEntry {
  readonly interactionId?: number;
  /** The browser's id of the navigation. */
  readonly navigationId?: number;
}
