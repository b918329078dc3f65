import { type AppSource, buildApp, REACT_18 } from '../../fixtures/frameworks/build-app.js';
import { followRouterContract } from '../../fixtures/frameworks/follow-router-contract.js';
import { test } from '../../harness/test.js';

/** Converts a template to TanStack's notation. */
const inTanStack = (template: string) =>
  template === '*' ? template : template.replace(/:(\w+)/g, '$$$1').replace(/\*$/, '$$');

const router = (name: string) => ({ 'react-router-dom': name, 'react-router': name });

const ROUTERS: Record<string, AppSource & { inRouter?: (template: string) => string }> = {
  'react-router 6 (React 18)': { entry: 'react-19/data-router.tsx', alias: REACT_18 },
  'react-router 7': { entry: 'react-19/data-router.tsx', alias: router('react-router-7') },
  'react-router 8': { entry: 'react-19/data-router.tsx', alias: router('react-router-8') },
  'react-router 8, declarative': {
    entry: 'react-19/declarative-router.tsx',
    alias: router('react-router-8'),
  },
  'TanStack Router': { entry: 'react-19/tanstack-router.tsx', inRouter: inTanStack },
};

for (const [name, { inRouter, ...source }] of Object.entries(ROUTERS)) {
  test(`each page view has its route, and is reported once: ${name}`, async ({ page, site, collector }) => {
    await followRouterContract({ page, site, collector }, await buildApp(source), { inRouter });
  });
}
