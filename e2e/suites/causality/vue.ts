import { createApp, h, nextTick, ref, watch } from 'vue';
import { run } from './page.js';
import type { Tools } from './situations.js';

run({
  'vue-next-tick': {
    title: '`nextTick()` and a watcher',
    asks: 2,
    load({ read }: Tools) {
      document.getElementById('act')?.remove();
      createApp({
        setup() {
          const film = ref(0);
          watch(film, () => read('act'));
          const choose = async () => {
            film.value++;
            await nextTick();
            await read('act');
          };
          return () => h('button', { id: 'act', onClick: choose }, String(film.value));
        },
      }).mount('#app');
    },
  },
});
