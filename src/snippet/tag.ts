import { currentScriptData } from '../browser/script.js';
import { isNearOption, type RumOptions } from '../options.js';

/** How options end that are lists: comma-separated in the tag. */
const LIST = /(To|Urls|Templates|By|Keys)$/;
/** How those end that are objects: JSON in the tag. */
const OBJECT = /(ttributes|eaders)$/;
/** How those end that are numbers. */
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
      // The text itself: the check of options tells what was expected and what came.
      return text;
    }
  }
  if (text === 'true' || text === 'false') return text === 'true';
  return NUMBER.test(key) && text !== '' ? Number(text) : text;
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
