import { startRum } from '../start-rum.js';
import { createPage } from './server-page.js';

startRum();
(await createPage(location.pathname)).mount('#app');
