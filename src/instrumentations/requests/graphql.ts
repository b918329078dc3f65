import type { Attributes } from '@opentelemetry/api';
import * as names from '../../semconv.js';

/** A query larger than this is not parsed: it would take a noticeable time. */
const MAX_BODY_LENGTH = 65_536;
/** A document begins with a selection or a definition; a search that is called `query` does not. */
const DOCUMENT = /^[\s,]*(\{|(query|mutation|subscription|fragment)\b[^{]*\{)/;
/** The operations of a document: type and, where it has one, name. */
const OPERATION = /(?:^|\})[\s,]*(query|mutation|subscription)\b\s*(\w+)?/g;

/** What tells one GraphQL request from another: names of operations, hashes of persisted ones, else the query itself. */
const OPERATIONS = /"(?:operationName|sha256Hash|query)"\s*:\s*"((?:\\.|[^"\\])*)"/g;
const MAX_KEY_LENGTH = 200;

/** Whether a body is a JSON object or array of a size that may be read. */
const isReadable = (body: unknown): body is string =>
  typeof body === 'string' && body.length <= MAX_BODY_LENGTH && /^\s*[{[]/.test(body);

/** Tells requests to one GraphQL endpoint apart, by their operations and never by their variables; empty for any other body. */
export const graphqlKey = (body: unknown): string =>
  isReadable(body)
    ? [...body.matchAll(OPERATIONS)]
        .map(([, text]) => text)
        .join()
        .slice(0, MAX_KEY_LENGTH)
    : '';

/** Name and type of the GraphQL operation in a request's body; nothing for any other body. Never its variables. */
export function graphqlAttributes(body: unknown): Attributes {
  if (!isReadable(body) || !body.includes('"query"')) return {};
  try {
    const { query, operationName } = JSON.parse(body) as { query?: unknown; operationName?: unknown };
    if (typeof query !== 'string') return {};
    // Words in strings and comments define nothing.
    const text = query.replace(/"""[\s\S]*?"""|"(?:\\.|[^"\\])*"|#.*/g, '');
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
