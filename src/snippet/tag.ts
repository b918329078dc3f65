import { currentScriptData } from '../browser/script.js';
import { isNearOption, type RumOptions } from '../options.js';

/** Endings of options that are lists: comma-separated in the tag. */
const LIST = /(To|Urls|Templates|By|Keys)$/;
/** Endings of options that are objects: JSON in the tag. */
const OBJECT = /(ttributes|eaders)$/;
/** Endings of options that are numbers. */
const NUMBER = /(Millis|Rate|Records|Bytes)$/;

function parse(key: string, text: string): unknown {
  if (LIST.test(key))
    return text
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean);
  if (OBJECT.test(key)) {
    try {
      return JSON.parse(text);
    } catch {
      // The validation of options then reports the text.
      return text;
    }
  }
  if (text === 'true' || text === 'false') return text === 'true';
  return NUMBER.test(key) && text !== '' ? Number(text) : text;
}

/**
 * Returns the options of the tag that loaded this bundle: `data-service-name` for `serviceName` and so on; undefined if it has
 * neither a service name nor an endpoint, since such a tag does not start otel-rum. Consent managers and CDNs put their own
 * attributes on every tag (`data-cfasync`, `data-cookieconsent`): names that resemble no option are ignored.
 */
export function optionsOfTag(): RumOptions | undefined {
  const data = currentScriptData();
  if (!data.serviceName && !data.endpoint) return undefined;
  return Object.fromEntries(
    Object.entries(data)
      .filter(([key]) => isNearOption(key))
      .map(([key, text]) => [key, parse(key, text ?? '')]),
  ) as unknown as RumOptions;
}
