import { neighbour } from '../harness/neighbour.js';

const body = `<button id="load">Load</button><button id="fail">Fail</button><p id="answer"></p>`;
const app = `
  document.getElementById('load').onclick = async () => {
    const response = await fetch('/api/a', { method: 'POST', body: '{}', headers: { 'Content-Type': 'application/json', Authorization: 'Bearer abc' } });
    const { text } = await response.json();
    const second = await fetch(new Request('/api/b', { headers: [['X-One', '1']] }));
    document.getElementById('answer').textContent = text + ' and ' + (await second.json()).text;
  };
  document.getElementById('fail').onclick = () => {
    Promise.resolve().then(() => { throw new TypeError('no such film'); }).finally(() => {
      document.getElementById('answer').textContent = 'failed';
    });
  };`;
const page = (head: string) =>
  `<!doctype html><html lang="en"><head><title>Old browsers</title>${head}</head><body>${body}<script>${app}</script></body></html>`;

const visits = [
  { order: 'before', head: '<script src="/polyfills.js"></script><!--rum-->' },
  { order: 'after', head: '<!--rum--><script src="/polyfills.js"></script>' },
];

/** Polyfills that sites force upon browsers that do not need them, and Bluebird as the global Promise. */
const sets = [
  {
    name: 'core-js and whatwg-fetch, forced',
    packages: ['core-js', 'whatwg-fetch'],
    // The polyfill of fetch does not replace a native one; sites that force it remove that first.
    code: `delete window.Promise; delete window.fetch; delete window.Headers; delete window.Request; delete window.Response;
      require('core-js/actual'); require('whatwg-fetch');`,
  },
  {
    name: 'Bluebird as window.Promise',
    packages: ['bluebird'],
    code: `window.Promise = require('bluebird'); window.Promise.config({ longStackTraces: true });`,
  },
];

for (const { name, packages, code } of sets) {
  for (const { order, head } of visits) {
    neighbour({
      name: `${name}, ${order} otel-rum`,
      packages,
      did: 'two requests after a click, one after the other; an unhandled rejection',
      pages: { '/': page(head) },
      scripts: { '/polyfills.js': code },
      api: ({ path }) => ({ text: path.slice(-1) }),
      async visit(visitor) {
        await visitor.click('load', '#load');
        await visitor.sees('#answer', 'a and b');
        await visitor.click('fail', '#fail');
        await visitor.sees('#answer', 'failed');
      },
      truth: {
        requests: { load: ['POST /api/a', 'GET /api/b'] },
        views: ['/'],
        errors: ['TypeError: no such film'],
        marks: ['fail error'],
      },
    });
  }
}
