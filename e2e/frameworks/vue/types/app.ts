// How an app uses otel-rum/vue: compiled against Vue 3.5, and by tsconfig.json beside it against Vue 3.3.
import { RumErrorBoundary, type RumProblem, rumPlugin, useRum } from 'otel-rum/vue';
import { createApp, createSSRApp, defineComponent, h } from 'vue';

createApp({}).use(rumPlugin).mount('#app');
createSSRApp({}).use(rumPlugin, { errors: false, componentTiming: ['FilmCard'] });
// @ts-expect-error: not an option
createApp({}).use(rumPlugin, { router: undefined, timing: true });
// @ts-expect-error: not a router
createApp({}).use(rumPlugin, { router: {} });

export const Page = defineComponent({
  components: { RumErrorBoundary },
  setup() {
    useRum().addEvent('page.shown', { 'page.kind': 'film' });
    const fallback = ({ error, reset }: RumProblem) => [h('button', { onClick: reset }, String(error))];
    return () => [
      h(RumErrorBoundary, null, { default: () => [h('p')], fallback }),
      h(RumErrorBoundary, { name: 'film', key: 7, onError: (error: unknown) => void error }, () => [h('p')]),
      // @ts-expect-error: a name is a text
      h(RumErrorBoundary, { name: 7 }, () => [h('p')]),
    ];
  },
});

type Slots = InstanceType<typeof RumErrorBoundary>['$slots'];
/** As a template's `#fallback="{ error, reset }"` has it. */
export const slot: Slots['fallback'] = ({ error, reset }) => {
  reset();
  // @ts-expect-error: anything may be thrown
  error.message;
  return [];
};
