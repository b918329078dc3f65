import type { Attributes } from '@opentelemetry/api';
import * as names from '../semconv.js';

/** A query larger than this is not parsed: it would take a noticeable time. */
const MAX_BODY_LENGTH = 65_536;
/** The first operation of a document: its type and, where it has one, its name. */
const OPERATION = /(?:^|[\s}])(query|mutation|subscription)\b\s*(\w+)?/;

/** Name and type of the GraphQL operation in a request's body; nothing for any other body. Never its variables. */
export function graphqlAttributes(body: unknown): Attributes {
  if (typeof body !== 'string' || body.length > MAX_BODY_LENGTH || !/^\s*\{[\s\S]*"query"/.test(body))
    return {};
  try {
    const { query, operationName } = JSON.parse(body) as { query?: unknown; operationName?: unknown };
    if (typeof query !== 'string') return {};
    const [, type = 'query', name] = OPERATION.exec(query.replace(/#.*/g, '')) ?? [];
    const named = typeof operationName === 'string' && operationName ? operationName : name;
    return {
      [names.GRAPHQL_OPERATION_TYPE]: type,
      ...(named && { [names.GRAPHQL_OPERATION_NAME]: named }),
    };
  } catch {
    return {};
  }
}
