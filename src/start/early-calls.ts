import type { Attributes } from '@opentelemetry/api';
import { pageUrl, placeTemplate } from '../browser/location.js';
import type { UrlTemplate } from '../context/url-template.js';
import { earlyMoment } from '../current.js';
import { DOCUMENT_URL_FULL, DOCUMENT_URL_TEMPLATE } from '../semconv.js';

/** Returns the URL of the early call that is being replayed, if the page has left it. */
export const leftUrl = (): string | undefined => {
  const [, url] = earlyMoment() ?? [];
  return url === pageUrl() ? undefined : url;
};

/** Returns the page time and the place of the early call that is being replayed; neither if none is. */
export function earlyPlace(urlTemplate: UrlTemplate): { at: number | undefined; attributes: Attributes } {
  const [at] = earlyMoment() ?? [];
  const url = leftUrl();
  return {
    at,
    attributes: url
      ? { [DOCUMENT_URL_FULL]: url, [DOCUMENT_URL_TEMPLATE]: placeTemplate(url, urlTemplate) }
      : {},
  };
}
