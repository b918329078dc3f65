import { describe, expect, it } from 'vitest';
import { graphqlAttributes } from './graphql.js';

const of = (body: object) => graphqlAttributes(JSON.stringify(body));
const named = (type: string, name?: string) => ({
  'graphql.operation.type': type,
  ...(name && { 'graphql.operation.name': name }),
});

describe('a GraphQL request', () => {
  it.each<[body: object, attributes: object]>([
    [{ query: 'query Movies { movies { id } }' }, named('query', 'Movies')],
    [{ query: 'mutation AddMovie($t: String!) { add(title: $t) { id } }' }, named('mutation', 'AddMovie')],
    [{ query: 'subscription OnMovie { added { id } }' }, named('subscription', 'OnMovie')],
    [{ query: '{ movies { id } }' }, named('query')],
    [{ query: 'query { movies { id } }' }, named('query')],
    [{ query: 'query($id: ID!) { movie(id: $id) { id } }' }, named('query')],
    [{ query: 'fragment F on Movie { id }\nmutation Save { save { ...F } }' }, named('mutation', 'Save')],
    [{ query: '# query Old\nquery New { a }' }, named('query', 'New')],
    [{ query: 'query A { a } query B { b }', operationName: 'B' }, named('query', 'B')],
    [{ query: '{ mutations { id } }' }, named('query')],
    [{ query: '{ a(kind: "x") }', operationName: '' }, named('query')],
  ])('of %j is known', (body, attributes) => {
    expect(of(body)).toEqual(attributes);
  });

  it('tells nothing of its variables', () => {
    expect(
      JSON.stringify(of({ query: 'query M($q: String) { m(q: $q) }', variables: { q: 'secret' } })),
    ).not.toContain('secret');
  });

  it('is known by the operation that is asked for: its type is not that of another', () => {
    const body = { query: 'query A { a } mutation B { b }', operationName: 'B' };
    expect(of(body)).toEqual(named('mutation', 'B'));
  });
});

describe('any other body', () => {
  it.each<[what: string, body: unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a form', 'query=mutation'],
    ['JSON without a query', '{"a":"\\"query\\""}'],
    ['a search whose query is no text', '{"query":{"term":"x"}}'],
    ['broken JSON', '{"query": "query A { a }"'],
    ['a list', '[{"query":"query A { a }"}]'],
    ['a Blob', new Blob(['{"query":"query A { a }"}'])],
    ['a text of 100 KB', `{"query":"query A { a }","x":"${'x'.repeat(100_000)}"}`],
  ])('is none: %s', (_, body) => {
    expect(graphqlAttributes(body)).toEqual({});
  });

  it.each(['query', 'shoes for mutation', 'red shoes'])(
    'is none, though a search has a query in it: %s',
    (query) => {
      expect(of({ query })).toEqual({});
    },
  );
});
