import type { App, ComponentPublicInstance } from 'vue';
import { getRum } from '../../index.js';
import * as names from '../../semconv.js';
import { componentName } from './component-stack.js';
import { now } from './now.js';

/**
 * Times the first rendering of the components of these names, until they are in the page, also in production builds. A component
 * that `KeepAlive` shows again is not rendered for the first time.
 */
export function timeComponents(app: App, timed: readonly string[]): void {
  const startedAt = new WeakMap<object, number>();
  app.mixin({
    // These hooks do not run on a server, nor during rendering.
    beforeMount(this: ComponentPublicInstance) {
      if (timed.includes(componentName(this.$))) startedAt.set(this.$, now());
    },
    mounted(this: ComponentPublicInstance) {
      const start = startedAt.get(this.$);
      if (start === undefined) return;
      getRum().addEvent(names.EVENT_COMPONENT_MOUNT, {
        [names.COMPONENT_NAME]: componentName(this.$),
        [names.COMPONENT_DURATION]: now() - start,
      });
    },
  });
}
