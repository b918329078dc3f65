import { getRum } from '../../index.js';
import * as names from '../../semconv.js';
import { now } from './now.js';

/** The part of an action's call that is used here. */
export interface PiniaActionContext {
  readonly name: string;
  after(callback: () => void): void;
  onError(callback: (error: unknown) => void): void;
}

/** The part of what Pinia tells a plugin that is used here. */
export interface PiniaContext {
  readonly store: {
    readonly $id: string;
    $onAction(callback: (context: PiniaActionContext) => void, detached?: boolean): () => void;
  };
}

export interface RumPiniaOptions {
  /** The actions that are told, as `cart/checkout`. @default all */
  actions?: readonly string[];
}

/**
 * An event for each action of a store: which, how long it took, whether it failed. Neither its arguments nor the state are
 * read. What an action throws is reported by whoever meets it.
 * @example createPinia().use(rumPinia({ actions: ['cart/checkout'] }))
 */
export const rumPinia =
  ({ actions }: RumPiniaOptions = {}) =>
  ({ store }: PiniaContext): void => {
    store.$onAction(({ name, after, onError }) => {
      if (actions && !actions.includes(`${store.$id}/${name}`)) return;
      const startedAt = now();
      const tell = (errorType?: string) =>
        getRum().addEvent(names.EVENT_STORE_ACTION, {
          [names.STORE_ID]: store.$id,
          [names.STORE_ACTION]: name,
          [names.STORE_DURATION]: now() - startedAt,
          ...(errorType && { [names.ERROR_TYPE]: errorType }),
        });
      after(() => tell());
      onError((error) => tell(error instanceof Error ? error.name : typeof error));
      // Stays when the component that used the store first is gone.
    }, true);
  };
