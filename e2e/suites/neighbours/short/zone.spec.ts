import { neighbour } from '../harness/neighbour.js';

const ZONE = '<script src="/npm/zone.js/bundles/zone.umd.js"></script>';
const orders = {
  'zone.js beneath otel-rum': `${ZONE}<!--rum-->`,
  'zone.js over otel-rum': `<!--rum-->${ZONE}`,
  'zone.js and a wrapper of fetch beneath otel-rum': `${ZONE}<script>{ const beneath = fetch; window.fetch = (...args) => beneath(...args).then((response) => response); }</script><!--rum-->`,
};

for (const [name, head] of Object.entries(orders)) {
  neighbour({
    name,
    packages: ['zone.js'],
    did: 'a zone that counts its tasks around a fetch, a timer, an XMLHttpRequest and an event',
    pages: {
      '/': `<!doctype html><html lang="en"><head><title>Zones</title>${head}</head><body><button id="all">All</button><p id="answer"></p>
        <script>
          const seen = window.seen = { tasks: 0, invoked: 0, thens: 0 };
          const zone = Zone.current.fork({ name: 'app',
            onScheduleTask(parent, current, target, task) { seen.tasks++; return parent.scheduleTask(target, task); },
            onInvokeTask(parent, current, target, task, self, args) { seen.invoked++; return parent.invokeTask(target, task, self, args); },
          });
          zone.run(() => {
            document.getElementById('all').addEventListener('click', async () => {
              const text = await fetch('/api/one').then((response) => { seen.thens++; return response.json(); }).then(({ text }) => text);
              setTimeout(() => {
                const request = new XMLHttpRequest();
                request.open('GET', '/api/two');
                request.addEventListener('load', () => {
                  document.getElementById('answer').textContent = text + ' ' + JSON.parse(request.responseText).text + ' in ' + Zone.current.name;
                });
                request.send();
              }, 20);
            });
          });
        </script></body></html>`,
    },
    api: ({ path }) => ({ text: path.slice(5) }),
    async visit(visitor) {
      await visitor.click('all', '#all');
      await visitor.sees('#answer', 'one two in');
    },
    observe: 'JSON.stringify(window.seen)',
    truth: { requests: { all: ['GET /api/one', 'GET /api/two'] }, views: ['/'] },
  });
}
