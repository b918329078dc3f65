import type { Attributes } from '@opentelemetry/api';
import * as names from '../../semconv.js';

/** Maximum length of a query that is parsed; longer ones would take noticeable time. */
const MAX_BODY_LENGTH = 65_536;
/** Matches a document, which starts with a selection or a definition, unlike a search text in a field called `query`. */
const DOCUMENT = /^[\s,]*(\{|(query|mutation|subscription|fragment)\b[^{]*\{)/;
/** Matches the operations of a document: type and optional name. */
const OPERATION = /(?:^|\})[\s,]*(query|mutation|subscription)\b\s*(\w+)?/g;

/** Matches what identifies a GraphQL request: names of operations, hashes of persisted ones, otherwise the query. */
const OPERATIONS = /"(?:operationName|sha256Hash|query)"\s*:\s*"((?:\\.|[^"\\])*)"/g;
const MAX_KEY_LENGTH = 200;

/** Whether a body is a JSON object or array that is short enough to read. */
const isReadable = (body: unknown): body is string =>
  typeof body === 'string' && body.length <= MAX_BODY_LENGTH && /^\s*[{[]/.test(body);

/** Returns a key of a GraphQL request, from its operations without their variables; empty for any other body. */
export const graphqlKey = (body: unknown): string =>
  isReadable(body)
    ? [...body.matchAll(OPERATIONS)]
        .map(([, text]) => text)
        .join()
        .slice(0, MAX_KEY_LENGTH)
    : '';

/** Returns the name and type of a GraphQL operation, without its variables; empty for any other body. */
export function graphqlAttributes(body: unknown): Attributes {
  if (!isReadable(body) || !body.includes('"query"')) return {};
  try {
    const { query, operationName } = JSON.parse(body) as { query?: unknown; operationName?: unknown };
    if (typeof query !== 'string') return {};
    // Without strings and comments, whose words define nothing.
    const text = query.replace(/"""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"?|#.*/g, '');
    if (!DOCUMENT.test(text)) return {};
    const operations = [...text.matchAll(OPERATION)];
    const [, type = 'query', name] =
      operations.find(([, , name]) => name && name === operationName) ?? operations[0] ?? [];
    return {
      [names.GRAPHQL_OPERATION_TYPE]: type,
      ...(name && { [names.GRAPHQL_OPERATION_NAME]: name }),
    };
  } catch {
    return {};
  }
}
