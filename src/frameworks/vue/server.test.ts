import { renderToString } from '@vue/server-renderer';
import { createPinia, defineStore } from 'pinia';
import { describe, expect, it, vi } from 'vitest';
import { createSSRApp, defineComponent, h } from 'vue';
import { createMemoryHistory, createRouter, RouterView } from 'vue-router-5';

// Node makes it, and a global of its own with it, when it is first read.
void globalThis.Request;
const before = Reflect.ownKeys(globalThis);
const { RumErrorBoundary, rumPinia, rumPlugin, useRum } = await import('./index.js');
const after = Reflect.ownKeys(globalThis);

const Film = defineComponent({
  name: 'FilmCard',
  setup: () => {
    useRum().addEvent('film.shown');
    return () => h('p', { class: 'film' }, 'Metropolis');
  },
});
const Broken = defineComponent({
  setup: () => {
    throw new Error('torn film');
  },
});

/** Renders the page as a server does, with all that we have or with nothing of ours. */
async function render(isOurs: boolean, page: ReturnType<typeof defineComponent>) {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/films/:id', component: page }],
  });
  const pinia = createPinia();
  if (isOurs) pinia.use(rumPinia());
  const useFilms = defineStore('films', { actions: { load: () => {} } });
  const body = () => [h(RouterView), h('footer', 'End')];
  const Root = defineComponent({
    setup: () => {
      useFilms().load();
      return () =>
        isOurs ? h(RumErrorBoundary, null, { default: () => h('main', body()) }) : h('main', body());
    },
  });
  const app = createSSRApp(Root).use(router).use(pinia);
  if (isOurs) app.use(rumPlugin, { router, componentTiming: ['FilmCard'] });
  await router.push('/films/7');
  return renderToString(app);
}

describe('on a server', () => {
  it('the door adds no global when it is imported', () => {
    expect(after).toEqual(before);
  });

  it('the markup is the same', async () => {
    const markup = await render(true, Film);
    expect(markup).toBe('<main><p class="film">Metropolis</p><footer>End</footer></main>');
    expect(markup).toBe(await render(false, Film));
  });

  it('a boundary leaves errors to the renderer, as without it', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    await expect(render(false, Broken)).rejects.toThrow('torn film');
    await expect(render(true, Broken)).rejects.toThrow('torn film');
  });
});
