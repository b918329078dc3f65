import {
  type Component,
  defineAsyncComponent,
  defineComponent,
  h,
  KeepAlive,
  nextTick,
  onActivated,
  onMounted,
  ref,
  watch,
} from 'vue';

/** A page that fails: when it is mounted, or after `act`. */
export interface Fault {
  page: Component;
  act?: (element: Element) => unknown;
}

const click = (element: Element) => element.querySelector('button')?.click();
const paragraph = () => h('p', 'still here');

/** Each way in which a Vue app may throw. */
export const FAULTS: Record<string, (error: () => unknown) => Fault> = {
  setup: (error) => ({
    page: {
      setup: () => {
        throw error();
      },
    },
  }),
  render: (error) => ({
    page: {
      render: () => {
        throw error();
      },
    },
  }),
  update: (error) => ({
    page: defineComponent(() => {
      const count = ref(0);
      return () => {
        if (count.value > 0) throw error();
        return h('button', { onClick: () => count.value++ });
      };
    }),
    act: click,
  }),
  event: (error) => ({
    page: defineComponent(() => () => {
      const onClick = () => {
        throw error();
      };
      return h('button', { onClick });
    }),
    act: click,
  }),
  promise: (error) => ({
    page: defineComponent(() => () => {
      const onClick = async () => {
        await nextTick();
        throw error();
      };
      return h('button', { onClick });
    }),
    act: click,
  }),
  watcher: (error) => ({
    page: defineComponent(() => {
      const count = ref(0);
      watch(count, () => {
        throw error();
      });
      return () => h('button', { onClick: () => count.value++ });
    }),
    act: click,
  }),
  'async component': (error) => ({
    page: defineAsyncComponent(() => Promise.reject(error())),
  }),
  KeepAlive: (error) => {
    const isShown = ref(true);
    let visits = 0;
    const kept = defineComponent(() => {
      onActivated(() => {
        visits++;
        if (visits > 1) throw error();
      });
      return paragraph;
    });
    const other = defineComponent({ render: paragraph });
    return {
      page: defineComponent(
        () => () => h(KeepAlive, null, { default: () => h(isShown.value ? kept : other) }),
      ),
      act: async () => {
        isShown.value = false;
        await nextTick();
        isShown.value = true;
      },
    };
  },
  mounted: (error) => ({
    page: defineComponent(() => {
      onMounted(() => {
        throw error();
      });
      return paragraph;
    }),
  }),
};
