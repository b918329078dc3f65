import { getRum } from '../../index.js';
import * as names from '../../semconv.js';
import { now } from './now.js';

/** The parts of an action's call that are used here. */
export interface PiniaActionContext {
  readonly name: string;
  after(callback: () => void): void;
  onError(callback: (error: unknown) => void): void;
}

/** The parts of Pinia's plugin context that are used here. */
export interface PiniaContext {
  readonly store: {
    readonly $id: string;
    $onAction(callback: (context: PiniaActionContext) => void, detached?: boolean): () => void;
  };
}

export interface RumPiniaOptions {
  /** Actions to report, as `cart/checkout`. @default all */
  actions?: readonly string[];
}

/**
 * A Pinia plugin: an event for each action of a store, with its name, its duration, and whether it failed. Arguments and state are
 * not read. An error of an action is reported where it is handled, or as unhandled.
 * @example createPinia().use(rumPinia({ actions: ['cart/checkout'] }))
 */
export const rumPinia =
  ({ actions }: RumPiniaOptions = {}) =>
  ({ store }: PiniaContext): void => {
    store.$onAction(({ name, after, onError }) => {
      if (actions && !actions.includes(`${store.$id}/${name}`)) return;
      const startedAt = now();
      const report = (errorType?: string) =>
        getRum().addEvent(names.EVENT_STORE_ACTION, {
          [names.STORE_ID]: store.$id,
          [names.STORE_ACTION]: name,
          [names.STORE_DURATION]: now() - startedAt,
          ...(errorType && { [names.ERROR_TYPE]: errorType }),
        });
      after(() => report());
      onError((error) => report(error instanceof Error ? error.name : typeof error));
      // `true`: stays after the component that first used the store is unmounted.
    }, true);
  };
