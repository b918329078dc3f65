import { neighbour } from '../harness/neighbour.js';

neighbour({
  name: 'TanStack Query and graphql-request',
  packages: ['@tanstack/query-core', 'graphql-request'],
  did: 'five queries at load on one endpoint, a click on a film, a mutation that refetches, a hover that prefetches',
  pages: {
    '/': `<!doctype html><html lang="en"><head><title>Films</title></head><body><button id="film">Film</button>
      <button id="like">Like</button><a id="next" href="#">Next</a><p id="answer"></p><script src="/app.js"></script></body></html>`,
  },
  scripts: {
    '/app.js': `import { QueryClient, QueryObserver, MutationObserver as Mutation } from '@tanstack/query-core';
      import { GraphQLClient, gql } from 'graphql-request';
      const answer = (text) => { document.getElementById('answer').textContent = text; };
      const api = new GraphQLClient(location.origin + '/graphql'); const client = new QueryClient();
      const query = (name) => ({ queryKey: [name], staleTime: 60_000, queryFn: () => api.request(gql(['query ' + name + ' { ' + name.toLowerCase() + ' }'])) });
      const start = ['Films', 'User', 'Cart', 'News', 'Offers'].map((name) => new QueryObserver(client, query(name)));
      let open = start.length;
      for (const observer of start) observer.subscribe(({ status }) => { if (status === 'success' && --open === 0) answer('ready'); });
      document.getElementById('film').onclick = async () => { const data = await client.fetchQuery(query('Film')); answer('film ' + data.text); };
      const like = new Mutation(client, {
        mutationFn: () => api.request(gql(['mutation Like { like }'])),
        onSuccess: () => client.refetchQueries({ queryKey: ['Films'] }),
      });
      document.getElementById('like').onclick = () => like.mutate().then(() => answer('liked'));
      document.getElementById('next').onpointerenter = () => client.prefetchQuery(query('Next')).then(() => answer('prefetched'));`,
  },
  api: ({ path }) => (path === '/graphql' ? { data: { text: 'Alien' } } : undefined),
  async visit(visitor) {
    await visitor.sees('#answer', 'ready');
    await visitor.click('film', '#film');
    await visitor.sees('#answer', 'film Alien');
    await visitor.click('like', '#like');
    await visitor.sees('#answer', 'liked');
    await visitor.page.hover('#next');
    await visitor.sees('#answer', 'prefetched');
  },
  truth: {
    requests: {
      load: [
        'POST /graphql query Films',
        'POST /graphql query User',
        'POST /graphql query Cart',
        'POST /graphql query News',
        'POST /graphql query Offers',
      ],
      film: ['POST /graphql query Film'],
      like: ['POST /graphql mutation Like', 'POST /graphql query Films'],
      none: ['POST /graphql query Next'],
    },
    views: ['/'],
  },
});
