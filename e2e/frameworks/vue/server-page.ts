import { RumErrorBoundary, rumPlugin, useRum } from 'otel-rum/vue';
import { type App, createSSRApp, defineComponent, h, onMounted, ref } from 'vue';
import { createMemoryHistory, createRouter, createWebHistory, RouterView, useRoute } from 'vue-router-5';

const Film = defineComponent({
  name: 'FilmPage',
  setup: () => {
    const rum = useRum();
    const route = useRoute();
    const isLive = ref(false);
    onMounted(() => {
      isLive.value = true;
      rum.addEvent('film.shown');
    });
    return () => h('h1', `Film ${route.params.id}${isLive.value ? ', live' : ''}`);
  },
});

/** A page for a server and for a browser, with all that otel-rum has for Vue, or with nothing of it. */
export async function createPage(url: string, { isServer = false, isOurs = true } = {}): Promise<App> {
  const router = createRouter({
    history: isServer ? createMemoryHistory() : createWebHistory(),
    routes: [{ path: '/films/:id', component: Film }],
  });
  const page = () => h('main', [h(RouterView), h('footer', 'End')]);
  const app = createSSRApp({
    render: () => (isOurs ? h(RumErrorBoundary, null, { default: page }) : page()),
  });
  app.use(router);
  if (isOurs) app.use(rumPlugin, { router, componentTiming: ['FilmPage'] });
  await router.push(url);
  return app;
}
