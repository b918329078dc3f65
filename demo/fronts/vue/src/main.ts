// Telemetry first: what comes after it is measured.
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

// Page views have their routes' names, and errors caught by Vue and its router are reported.
const app = createApp(AppLayout).use(router).use(rumPlugin, { router });
router.isReady().then(() => app.mount('#app'));
