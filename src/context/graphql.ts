import type { Attributes } from '@opentelemetry/api';
import * as names from '../semconv.js';

/** A query larger than this is not parsed: it would take a noticeable time. */
const MAX_BODY_LENGTH = 65_536;
/** A document begins with a selection or a definition; a search that is called `query` does not. */
const DOCUMENT = /^[\s,]*(\{|(query|mutation|subscription|fragment)\b[^{]*\{)/;
/** The first operation of a document: its type and, where it has one, its name. */
const FIRST_OPERATION = /(?:^|\})[\s,]*(query|mutation|subscription)\b\s*(\w+)?/;

/** What tells one GraphQL request from another: names of operations, hashes of persisted ones, else the query itself. */
const OPERATIONS = /"(?:operationName|sha256Hash|query)"\s*:\s*"((?:\\.|[^"\\])*)"/g;
const MAX_KEY_LENGTH = 200;

/** Tells requests to one GraphQL endpoint apart, by their operations and never by their variables; empty for any other body. */
export const graphqlKey = (body: unknown): string =>
  typeof body === 'string' && body.length <= MAX_BODY_LENGTH && /^\s*[{[]/.test(body)
    ? [...body.matchAll(OPERATIONS)].map(([, text = '']) => text.slice(0, MAX_KEY_LENGTH)).join()
    : '';

/** Name and type of one operation; nothing if it is none. */
function describe(operation: unknown): { type: string; name: string } | undefined {
  const { query, operationName } = (operation ?? {}) as { query?: unknown; operationName?: unknown };
  if (typeof query !== 'string') return undefined;
  // Words in strings and comments define nothing.
  const text = query.replace(/"""[\s\S]*?"""|"(?:\\.|[^"\\])*"|#.*/g, '');
  if (!DOCUMENT.test(text)) return undefined;
  const asked = typeof operationName === 'string' && /^\w+$/.test(operationName) ? operationName : '';
  const pattern = asked ? new RegExp(`(query|mutation|subscription)\\s+(${asked})\\b`) : FIRST_OPERATION;
  const [, type = 'query', name = asked] = pattern.exec(text) ?? [];
  return { type, name };
}

/**
 * Name and type of the GraphQL operation in a request's body, or of the operations of a batch; nothing for any other body.
 * Never its variables.
 */
export function graphqlAttributes(body: unknown): Attributes {
  if (typeof body !== 'string' || body.length > MAX_BODY_LENGTH || !/^\s*[{[][\s\S]*"query"/.test(body))
    return {};
  try {
    const operations = [JSON.parse(body)].flat().map(describe);
    const join = (member: 'type' | 'name') =>
      [...new Set(operations.map((operation) => operation?.[member]))].filter(Boolean).join();
    const [type, name] = operations.every(Boolean) ? [join('type'), join('name')] : [];
    return {
      ...(type && { [names.GRAPHQL_OPERATION_TYPE]: type }),
      ...(name && { [names.GRAPHQL_OPERATION_NAME]: name }),
    };
  } catch {
    return {};
  }
}
