// The routers and stores that otel-rum/vue takes.
import { rumPinia, rumPlugin, type VueRouter } from 'otel-rum/vue';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import * as vueRouter4 from 'vue-router-4';
import * as vueRouter5 from 'vue-router-5';

const history = vueRouter4.createMemoryHistory();
export const routers: VueRouter[] = [
  vueRouter4.createRouter({ history, routes: [] }),
  vueRouter5.createRouter({ history: vueRouter5.createMemoryHistory(), routes: [] }),
];
const router = vueRouter5.createRouter({ history: vueRouter5.createWebHistory(), routes: [] });
createApp({}).use(router).use(rumPlugin, { router });
createPinia()
  .use(rumPinia())
  .use(rumPinia({ actions: ['cart/checkout'] }));
// @ts-expect-error: names, or all
rumPinia({ actions: true });
