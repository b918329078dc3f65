import type { App, ComponentPublicInstance } from 'vue';
import { getRum } from '../../index.js';
import * as names from '../../semconv.js';
import { componentName } from './component-stack.js';
import { now } from './now.js';

/**
 * Times the first rendering of the components of these names, up to their being in the page, in production builds too.
 * A component that `KeepAlive` shows again is not rendered for the first time.
 */
export function timeComponents(app: App, timed: readonly string[]): void {
  const startedAt = new WeakMap<object, number>();
  app.mixin({
    // Neither of them runs on a server, nor within a rendering.
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
