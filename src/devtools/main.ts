import { mountDevtools } from './mount-devtools.js';

mountDevtools();
