import type { Attributes } from '@opentelemetry/api';
import { pageUrl, placeTemplate } from '../browser/location.js';
import type { UrlTemplate } from '../context/url-template.js';
import { earlyMoment } from '../current.js';
import { DOCUMENT_URL_FULL, DOCUMENT_URL_TEMPLATE } from '../semconv.js';

/** Returns the URL that an early call was made on, if the page has left it since. */
export const leftUrl = (): string | undefined => {
  const [, url] = earlyMoment() ?? [];
  return url === pageUrl() ? undefined : url;
};

/** Returns the page time and the place of an early call that is replayed now; neither if none is. */
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
