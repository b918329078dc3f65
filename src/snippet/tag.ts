import { currentScriptData } from '../browser/script.js';
import { isNearOption, type RumOptions } from '../options.js';

/** Options that are lists: comma-separated in the tag. */
const LISTS = ['propagateTo', 'ignoreUrls', 'urlTemplates', 'pageViewsBy', 'allowedQueryKeys'];
/** Options that are objects: JSON in the tag. */
const OBJECTS = ['attributes', 'resourceAttributes', 'headers'];

function parse(key: string, text: string): unknown {
  if (LISTS.includes(key))
    return text
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean);
  if (OBJECTS.includes(key)) {
    try {
      return JSON.parse(text);
    } catch {
      // The text itself: the check of options tells what was expected and what came.
      return text;
    }
  }
  if (text === 'true' || text === 'false') return text === 'true';
  return /(Millis|Rate|Records|Bytes)$/.test(key) && text !== '' ? Number(text) : text;
}

/**
 * Options of the tag that loaded this bundle, `data-service-name` for `serviceName` and so on; undefined where it names
 * neither a service nor an endpoint, and so does not mean to start. Consent managers and CDNs have attributes of their own
 * on every tag (`data-cfasync`, `data-cookieconsent`): what is near to no option is not for us.
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
