/**
 * Queries Elasticsearch after accepted documents have become searchable.
 *
 * @param demo the full demo
 * @param index such as `traces-*`
 * @param body of _search
 */
export async function search(
  demo: { elasticsearchUrl?: string | undefined; flush(): Promise<void> },
  index: string,
  body: object,
  // biome-ignore lint/suspicious/noExplicitAny: an answer's shape depends on the query
): Promise<any> {
  await demo.flush();
  const response = await fetch(`${demo.elasticsearchUrl}/${index}/_search`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(JSON.stringify(answer.error));
  return answer;
}
