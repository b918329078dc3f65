import { neighbour } from '../harness/neighbour.js';

const body = `<button id="load">Load</button><button id="fail">Fail</button><button id="go">Go</button><p id="answer"></p>
  <script>
    const answer = (text) => { document.getElementById('answer').textContent = text; };
    document.getElementById('load').onclick = async () => {
      const { text } = await (await fetch('/api/a', { method: 'POST', body: '{}', headers: { 'Content-Type': 'application/json', Authorization: 'Bearer abc' } })).json();
      const request = new XMLHttpRequest();
      request.open('GET', '/api/b'); request.setRequestHeader('X-One', '1');
      request.onload = () => answer(text + ' and ' + JSON.parse(request.responseText).text);
      request.send();
    };
    document.getElementById('fail').onclick = () => { setTimeout(() => answer('failed')); throw new TypeError('no such film'); };
    document.getElementById('go').onclick = () => { history.pushState({}, '', '/films'); answer('films'); };
  </script>`;

const agents = [
  {
    name: 'Sentry',
    packages: ['@sentry/browser'],
    code: `import * as Sentry from '@sentry/browser';
      Sentry.init({ dsn: 'http://key@127.0.0.1/1', tunnel: '/tunnel', tracesSampleRate: 1, integrations: [Sentry.browserTracingIntegration()] });`,
    // Sentry adds the header sentry-trace.
    isTracing: false,
    // Datadog's own headers contain the time and the span of the request.
    headers: /"(sentry-trace|baggage|traceparent)":"[^"]*",?/g,
  },
  {
    name: 'Datadog',
    packages: ['@datadog/browser-rum-slim'],
    code: `import { datadogRum } from '@datadog/browser-rum-slim';
      datadogRum.init({ applicationId: 'app', clientToken: 'pub', site: 'datadoghq.com', proxy: '/tunnel', service: 'shop', sessionSampleRate: 100,
        trackUserInteractions: true, trackResources: true, trackLongTasks: true, allowedTracingUrls: [location.origin] });`,
    headers: /"(x-datadog-[a-z-]+|traceparent|tracestate|baggage|cookie)":"[^"]*",?/g,
  },
  {
    name: "OpenTelemetry's web SDK",
    packages: ['@opentelemetry/sdk-trace-web', '@opentelemetry/instrumentation-fetch'],
    code: `import { WebTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-web';
      import { registerInstrumentations } from '@opentelemetry/instrumentation';
      import { FetchInstrumentation } from '@opentelemetry/instrumentation-fetch';
      import { XMLHttpRequestInstrumentation } from '@opentelemetry/instrumentation-xml-http-request';
      window.finished = [];
      const exporter = { export(spans, done) { for (const span of spans) window.finished.push(span.name); done({ code: 0 }); }, async shutdown() {} };
      const provider = new WebTracerProvider({ spanProcessors: [new BatchSpanProcessor(exporter)] });
      registerInstrumentations({ tracerProvider: provider, instrumentations: [new FetchInstrumentation(), new XMLHttpRequestInstrumentation()] });`,
    headers: /^$/,
  },
];

for (const { name, packages, code, headers, isTracing = true } of agents) {
  const orders = {
    beneath: '<script src="/agent.js"></script><!--rum-->',
    over: '<!--rum--><script src="/agent.js"></script>',
  };
  for (const [order, head] of Object.entries(orders)) {
    neighbour({
      name: `${name} ${order} otel-rum`,
      packages,
      did: 'a fetch and an XMLHttpRequest after a click, an error, a route change',
      pages: {
        '/': `<!doctype html><html lang="en"><head><title>Two agents</title>${head}</head><body>${body}</body></html>`,
      },
      scripts: { '/agent.js': code },
      options: { 'ignore-urls': '/tunnel' },
      api: ({ path }) => (path === '/tunnel' ? { status: 200 } : { text: path.slice(-1) }),
      unsteady: /^\/tunnel/,
      steady: (text) => text.replace(headers, '').replaceAll(',}', '}'),
      async visit(visitor) {
        await visitor.click('load', '#load');
        await visitor.sees('#answer', 'a and b');
        await visitor.click('fail', '#fail');
        await visitor.sees('#answer', 'failed');
        await visitor.click('go', '#go');
        await visitor.sees('#answer', 'films');
      },
      truth: {
        // An agent over us has set its own traceparent by the time that we see the request.
        requests: {
          [order === 'over' && isTracing ? 'another trace' : 'load']: ['POST /api/a', 'GET /api/b'],
        },
        views: ['/', '/films'],
        errors: ['TypeError: no such film'],
        marks: ['fail error'],
      },
    });
  }
}
