import { run } from './page.js';

run();
