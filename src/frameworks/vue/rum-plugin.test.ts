// @vitest-environment jsdom
import { mount } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createApp, defineComponent, h } from 'vue';
import * as vueRouter4 from 'vue-router-4';
import * as vueRouter5 from 'vue-router-5';
import { setRunningRum } from '../../current.js';
import { inertRum } from '../../rum.js';
import { type RumPluginOptions, rumPlugin } from './rum-plugin.js';
import { useRum } from './use-rum.js';

const captureError = vi.fn();
const setRoute = vi.fn();
beforeEach(() => setRunningRum({ ...inertRum, captureError, setRoute }));
afterEach(() => {
  setRunningRum(undefined);
  captureError.mockReset();
  setRoute.mockReset();
});

const chunkError = () => new TypeError('Failed to fetch dynamically imported module: /film.js');
const preload = (payload: unknown) =>
  Object.assign(new Event('vite:preloadError', { cancelable: true }), { payload });

describe.each([
  ['4', vueRouter4],
  ['5', vueRouter5 as unknown as typeof vueRouter4],
])('rumPlugin, vue-router %s', (_version, { createMemoryHistory, createRouter }) => {
  /** A page whose guard throws, and one that cannot be loaded; and what its visit leaves on the console. */
  async function visit(url: string, options?: RumPluginOptions) {
    const consoleOutput: string[] = [];
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    vi.spyOn(console, 'error').mockImplementation(
      (...words) => void consoleOutput.push(words.map(String).join(' ')),
    );
    const router = createRouter({
      history: createMemoryHistory(),
      routes: [
        {
          path: '/guarded',
          component: {},
          beforeEnter: () => {
            throw new RangeError('no ticket');
          },
        },
        { path: '/lazy', component: () => Promise.reject(chunkError()) },
      ],
    });
    const app = createApp({});
    if (options) app.use(rumPlugin, { router, ...options });
    app.use(router);
    const outcome = await router.push(url).catch(String);
    return { outcome, consoleOutput };
  }

  it.each([
    ['/guarded', 'RangeError: no ticket', {}],
    ['/lazy', String(chunkError()), { 'error.type': 'chunk_load' }],
  ])('reports the navigation to %s, which fails and speaks as without us', async (url, text, attributes) => {
    const without = await visit(url);
    const withUs = await visit(url, {});
    expect(without).toEqual({ outcome: text, consoleOutput: [text] });
    expect(withUs).toEqual(without);
    expect(captureError).toHaveBeenCalledExactlyOnceWith(expect.any(Error), {
      mechanism: 'vue-router',
      handled: false,
      attributes,
    });
  });

  it('names routes and reports nothing with `errors: false`', async () => {
    await visit('/guarded', { errors: false });
    expect(captureError).not.toHaveBeenCalled();
  });
});

describe('rumPlugin', () => {
  it('reports what Vite could not load, until the app is unmounted', () => {
    const wrapper = mount(defineComponent({ render: () => h('p') }), { global: { plugins: [rumPlugin] } });
    const error = chunkError();
    const event = preload(error);
    dispatchEvent(event);
    expect(captureError).toHaveBeenCalledExactlyOnceWith(error, {
      mechanism: 'vite.preloadError',
      handled: false,
      attributes: { 'error.type': 'chunk_load' },
    });
    expect(event.defaultPrevented).toBe(false);
    wrapper.unmount();
    dispatchEvent(preload(chunkError()));
    expect(captureError).toHaveBeenCalledOnce();
  });

  it('touches nothing of an app with `errors: false`', () => {
    const app = createApp({});
    const before = Object.getOwnPropertyDescriptors(app.config);
    app.use(rumPlugin, { errors: false });
    expect(Object.getOwnPropertyDescriptors(app.config)).toEqual(before);
  });

  it('provides the page’s Rum to components', () => {
    const Film = defineComponent({
      setup: () => {
        useRum().setRoute('/films');
        return () => null;
      },
    });
    mount(Film, { global: { plugins: [rumPlugin] } });
    expect(setRoute).toHaveBeenCalledExactlyOnceWith('/films');
  });
});
