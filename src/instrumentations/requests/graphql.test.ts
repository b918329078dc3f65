import { Kind, type OperationDefinitionNode, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { graphqlAttributes, graphqlKey } from './graphql.js';

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

  it('reports none of its variables', () => {
    expect(
      JSON.stringify(of({ query: 'query M($q: String) { m(q: $q) }', variables: { q: 'secret' } })),
    ).not.toContain('secret');
  });

  it('is known by the operation that is asked for: its type is not that of another', () => {
    const body = { query: 'query A { a } mutation B { b }', operationName: 'B' };
    expect(of(body)).toEqual(named('mutation', 'B'));
  });
});

/** Returns the operation that would run, by GraphQL's own parser. */
function truth(query: string, operationName?: string) {
  const operations = parse(query).definitions.filter(
    (definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION,
  );
  const runs = operationName ? operations.find(({ name }) => name?.value === operationName) : operations[0];
  return named(runs?.operation ?? 'none', runs?.name?.value);
}

describe('the operation of a document', () => {
  it.each([
    'query Film($id: ID! = 7) { film(id: $id) { title } }',
    'query Film ($id: ID!) @cached { film(id: $id) { title } }',
    'mutation{vote{count}}',
    'query Films($first:Int=10){films(first:$first){edges{node{id title}}}}',
    // Words that mean something else where they stand.
    '{ query { id } }',
    '{ subscription { plan } }',
    'query Plan { subscription { plan } mutation { id } }',
    'query { mutation Vote: id }',
    'query query { id }',
    'query mutation { id }',
    'mutation query { id }',
    '{ films(sort: "mutation Fake { x }") { id } }',
    '{ films(text: "} mutation Fake { x }") { id } }',
    '{ films(text: "\\"} mutation Fake { x }") { id } }',
    '{ films(text: """ block } mutation Fake { x } """) { id } }',
    'query Films { films(text: "# no comment") { id } }',
    // What may come before it.
    '# mutation Fake { x }\nquery Films { films { id } }',
    '\n\t,query Films{films{id}}',
    'fragment Card on Film { id title } query Films { films { ...Card } }',
    'fragment query on Film { id } mutation Vote { vote { ...query } }',
    'fragment Card on Film { mutation subscription } query Films { films { ...Card } }',
  ])('%j is what GraphQL’s own parser says', (query) => {
    expect(of({ query })).toEqual(truth(query));
  });

  it.each(['Films', 'Vote', 'Votes'])('with several is the one that runs: %s', (operationName) => {
    const query =
      'query Films { films { id } } mutation Vote { vote { id } } subscription Votes { votes { id } }';
    expect(of({ query, operationName })).toEqual(truth(query, operationName));
  });

  it('is looked for in no time, whatever the body', () => {
    const started = performance.now();
    for (const query of [
      '"'.repeat(30_000),
      '"\\'.repeat(15_000),
      '\\"'.repeat(15_000),
      '{'.repeat(60_000),
      '#'.repeat(60_000),
      'query '.repeat(10_000),
    ])
      of({ query });
    for (const body of [`{${' '.repeat(65_000)}`, `${' '.repeat(65_000)}{"query`, '{"query'.repeat(9_000)])
      graphqlAttributes(body);
    expect(performance.now() - started).toBeLessThan(500);
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

describe('the key of a request', () => {
  const key = (body: unknown) => graphqlKey(JSON.stringify(body));
  const films = 'query Films($since: Int) { films(since: $since) { id } }';

  it('is the same for the same operation, whatever its variables', () => {
    const [one, other] = [1, 2].map((since) => key({ query: films, variables: { since, query: 1 } }));
    expect(one).toBe(other);
    expect(one).not.toBe('');
  });

  it.each<[what: string, one: unknown, other: unknown]>([
    ['names', { operationName: 'A', query: films }, { operationName: 'B', query: films }],
    ['queries without a name', { query: '{ films { id } }' }, { query: '{ votes { id } }' }],
    [
      'persisted queries',
      { extensions: { persistedQuery: { version: 1, sha256Hash: 'aa' } } },
      { extensions: { persistedQuery: { version: 1, sha256Hash: 'bb' } } },
    ],
    ['batches', [{ operationName: 'A' }], [{ operationName: 'A' }, { operationName: 'B' }]],
  ])('distinguishes %s', (_, one, other) => {
    expect(key(one)).not.toBe(key(other));
  });

  it('is empty for any other body', () => {
    for (const body of [undefined, null, 'query=Films', '{"a":1}', new Blob(['{}']), '[1]'])
      expect(graphqlKey(body)).toBe('');
  });

  it('is short, and is found in no time', () => {
    const started = performance.now();
    expect(key({ query: `{ ${'film '.repeat(10_000)} }` }).length).toBeLessThan(300);
    for (const body of ['{"query":"'.repeat(6_000), `{"query":"${'\\\\'.repeat(30_000)}`]) graphqlKey(body);
    expect(performance.now() - started).toBeLessThan(500);
  });
});
