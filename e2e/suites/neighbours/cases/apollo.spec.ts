import { neighbour } from '../harness/neighbour.js';

neighbour({
  name: 'Apollo Client',
  packages: ['@apollo/client'],
  did: 'five queries at load on one endpoint, a click that ends in a query, a mutation, a query that fails',
  pages: {
    '/': `<!doctype html><html lang="en"><head><title>Films</title></head><body><button id="film">Film</button>
      <button id="like">Like</button><button id="bad">Bad</button><p id="answer"></p><script src="/app.js"></script></body></html>`,
  },
  scripts: {
    '/app.js': `import { ApolloClient, InMemoryCache, gql, HttpLink } from '@apollo/client/core';
      const answer = (text) => { document.getElementById('answer').textContent = text; };
      const client = new ApolloClient({ link: new HttpLink({ uri: '/graphql' }), cache: new InMemoryCache() });
      Promise.all(['Films', 'User', 'Cart', 'News', 'Offers'].map((name) => client.query({ query: gql('query ' + name + ' { ' + name.toLowerCase() + ' { text } }') })))
        .then(() => answer('ready'));
      const film = gql('query Film($id: ID!) { film(id: $id) { text } }');
      // The query starts two tasks after the click: a frame and a message.
      document.getElementById('film').onclick = () => requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => client.query({ query: film, variables: { id: 40712 } }).then(({ data }) => answer('film ' + data.film.text));
        port2.postMessage(0);
      });
      document.getElementById('like').onclick = () => client.mutate({ mutation: gql('mutation Like { like { text } }') }).then(() => answer('liked'));
      document.getElementById('bad').onclick = () => client.query({ query: gql('query Bad { bad { text } }') }).catch((error) => answer(error.message));`,
  },
  api({ body }) {
    if (!body) return undefined;
    const { operationName } = JSON.parse(body) as { operationName: string };
    if (operationName === 'Bad') return { errors: [{ message: 'no such field' }] };
    const field = operationName.toLowerCase();
    const value = { text: 'Alien', __typename: operationName };
    return {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ data: { [field]: value } }),
    };
  },
  async visit(visitor) {
    await visitor.sees('#answer', 'ready');
    await visitor.click('film', '#film');
    await visitor.sees('#answer', 'film Alien');
    await visitor.click('like', '#like');
    await visitor.sees('#answer', 'liked');
    await visitor.click('bad', '#bad');
    await visitor.sees('#answer', 'no such field');
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
      like: ['POST /graphql mutation Like'],
      bad: ['POST /graphql query Bad'],
    },
    views: ['/'],
  },
});
