// An app for the router contract: vue-router 4, or, where a build puts it in its place, 5.
import { RumErrorBoundary, rumPlugin } from 'otel-rum/vue';
import { createApp, defineComponent, h, type VNode } from 'vue';
import { createRouter, createWebHistory, RouterLink, RouterView, useRoute } from 'vue-router-4';
import { LINKS } from '../router-contract.js';
import { startRum } from '../start-rum.js';

/** A page with a heading, made of its route's parameters. */
const page = (heading: (params: Record<string, string>, query: Record<string, unknown>) => string) =>
  defineComponent(() => {
    const route = useRoute();
    return () => h('h1', heading(route.params as Record<string, string>, route.query));
  });

/** A guard that awaits an answer. */
const load = async () => void (await fetch('/api/ok'));

const Person = defineComponent({ render: () => h('section', [h(RouterView)]) });
const HomePage = defineComponent({ name: 'HomePage', render: () => h('h1', 'Home') });
const Broken = defineComponent({
  name: 'BrokenPage',
  setup: () => {
    throw new Error('the loader failed');
  },
});

// Before otel-rum starts, as in most apps: their first line imports the router.
const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', component: HomePage },
    {
      path: '/movies/:id(\\d+)',
      component: page(({ id }, { tab }) => `Movie ${id}${tab ? `, ${tab}` : ''}`),
      beforeEnter: load,
    },
    {
      path: '/people/:person',
      component: Person,
      beforeEnter: load,
      children: [
        {
          path: '',
          children: [
            {
              path: 'films/:film',
              component: page(({ person, film }) => `Film ${film} of ${person}`),
              beforeEnter: load,
            },
          ],
        },
      ],
    },
    { path: '/lazy', component: () => import('./late-page.js') },
    { path: '/old/:id', redirect: ({ params }) => `/movies/${params.id}` },
    {
      path: '/files/:path(.*)*',
      component: page(({ path }) => `File ${[path].flat().join('/')}`),
      beforeEnter: load,
    },
    { path: '/broken', component: Broken },
    { path: '/:pathMatch(.*)*', component: page(() => 'Not found') },
  ],
});

const App = defineComponent(() => {
  const route = useRoute();
  return (): VNode[] => [
    h(
      'nav',
      LINKS.map((to) => h('p', [h(RouterLink, { to }, { default: () => to })])),
    ),
    h(
      RumErrorBoundary,
      { key: route.path },
      { default: () => [h(RouterView)], fallback: () => [h('h1', 'Broken')] },
    ),
  ];
});

startRum();
const app = createApp(App).use(router);
// The same app without us, to compare.
if (location.search !== '?plain') app.use(rumPlugin, { router, componentTiming: ['HomePage'] });
app.mount('#app');
