import { getRum, type Rum } from '../../index.js';

/**
 * Returns the page's Rum: always the same object, also before `initRum()`, and on a server, where it does nothing.
 * @example const rum = useRum(); const buy = () => rum.addEvent('cart.added');
 */
export const useRum = (): Rum => getRum();
