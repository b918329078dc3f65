import { neighbour } from '../harness/neighbour.js';

const definition = {
  openapi: '3.0.0',
  info: { title: 'Films', version: '1' },
  paths: {
    '/api/films/{id}': {
      get: {
        operationId: 'getFilm',
        tags: ['films'],
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' }, example: 40712 }],
        responses: { 200: { description: 'A film' } },
      },
    },
  },
};

neighbour({
  name: 'Swagger UI',
  packages: ['swagger-ui-dist'],
  did: 'an operation opened, tried out and executed',
  pages: {
    '/': `<!doctype html><html lang="en"><head><title>API</title><link rel="stylesheet" href="/npm/swagger-ui-dist/swagger-ui.css">
      <script src="/npm/swagger-ui-dist/swagger-ui-bundle.js"></script></head><body><div id="swagger-ui"></div>
      <script>SwaggerUIBundle({ url: '/openapi.json', dom_id: '#swagger-ui' });</script></body></html>`,
  },
  api({ path }) {
    if (path === '/openapi.json') return definition;
    return path.startsWith('/api/films/') ? { title: 'Alien' } : undefined;
  },
  async visit(visitor) {
    await visitor.click('operation', '.opblock-summary-control');
    await visitor.click('try', '.try-out__btn');
    await visitor.click('execute', '.execute');
    await visitor.sees('.live-responses-table', 'Alien');
  },
  // It shows a request's duration and the response's date.
  steady: (text) => text.replace(/\w{3}, ?\d\d \w{3} \d{4} [\d:]+ GMT/g, 'a date'),
  truth: {
    requests: { load: ['GET /openapi.json'], execute: ['GET /api/films/{id}'] },
    views: ['/'],
  },
});
