import { buildApp } from '../../fixtures/frameworks/build-app.js';
import { followRouterContract } from '../../fixtures/frameworks/follow-router-contract.js';
import { test } from '../../harness/test.js';

const ROUTERS: Record<string, Record<string, string>> = {
  'vue-router 4': {},
  'vue-router 5': { 'vue-router-4': 'vue-router-5' },
};

for (const [name, alias] of Object.entries(ROUTERS)) {
  test(`each page view has its route, and is reported once: ${name}`, async ({ page, site, collector }) => {
    const app = await buildApp({ entry: 'vue/router-app.ts', alias });
    await followRouterContract({ page, site, collector }, app, {
      // vue-router names the parameter of a catch-all route.
      inRouter: (template) => template.replace('/files/*', '/files/:path*'),
    });
  });
}
