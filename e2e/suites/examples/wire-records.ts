type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

/** Members that show the kind or the presence of a value: they count even with a default value. */
const TELLING = [
  'stringValue',
  'boolValue',
  'intValue',
  'doubleValue',
  'bytesValue',
  'arrayValue',
  'kvlistValue',
  'asInt',
  'asDouble',
  'sum',
  'min',
  'max',
  'value',
];

/**
 * Returns every span, log record and metric in lines of OTLP/JSON, each with its resource and scope, sorted. Two
 * collectors that read the same bytes alike have equal lists, however they write default values, and whatever the order
 * of requests.
 */
export function recordsOf(lines: string): string[] {
  const records: string[] = [];
  for (const line of lines.split('\n').filter(Boolean)) {
    for (const resourceGroup of listIn(JSON.parse(line), /^resource(Spans|Logs|Metrics)$/)) {
      for (const scopeGroup of listIn(resourceGroup, /^scope(Spans|Logs|Metrics)$/)) {
        for (const record of listIn(scopeGroup, /^(spans|logRecords|metrics)$/)) {
          const { resource = {}, schemaUrl = '' } = resourceGroup;
          const { scope = {}, schemaUrl: scopeSchemaUrl = '' } = scopeGroup;
          records.push(
            JSON.stringify(normalise({ record, resource, schemaUrl, scope, scopeSchemaUrl }), null, 1),
          );
        }
      }
    }
  }
  return records.sort();
}

function listIn(object: JsonObject, name: RegExp): JsonObject[] {
  const key = Object.keys(object).find((key) => name.test(key));
  return (key ? object[key] : []) as JsonObject[];
}

function normalise(value: Json): Json {
  if (Array.isArray(value)) return value.map(normalise);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value)
    .map(([key, member]) => [key, normalise(member)] as const)
    .filter(([key, member]) => TELLING.includes(key) || !isDefault(member));
  return Object.fromEntries(members.sort(([a], [b]) => (a < b ? -1 : 1)));
}

const isDefault = (value: Json) =>
  value === '' ||
  value === '0' ||
  value === 0 ||
  value === false ||
  (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
