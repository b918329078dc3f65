// Telemetry first, so that everything after it is measured.
import './telemetry.ts';
import '../../shared/make-something-happen.mjs';
import '../../shared/product.css';
import { rumPlugin } from 'otel-rum/vue';
import { createApp } from 'vue';
import { createRouter, createWebHistory } from 'vue-router';
import AppLayout from './app-layout.vue';
import { loadPages } from './load-pages.ts';
import { routes } from './routes.ts';
import { scrollBehavior } from './scroll-behavior.ts';

const router = createRouter({ history: createWebHistory('/vue'), routes, scrollBehavior });
loadPages(router);

// Sets the routes of page views, and reports errors caught by Vue and its router.
const app = createApp(AppLayout).use(router).use(rumPlugin, { router });
router.isReady().then(() => app.mount('#app'));
