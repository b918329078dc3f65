import { run } from './page.js';

run({
  'zone-promise': {
    title: 'promises and timers in a zone',
    asks: 2,
    async act({ read, after }) {
      await read('act');
      await after(200);
      await read('act');
    },
  },
  'zone-poll': {
    title: 'polling from a zone, while an action is open',
    asks: 5,
    before({ after, read }) {
      void (async () => {
        for (let count = 0; count < 4; count++) {
          await after(500);
          await read('none');
        }
      })();
    },
    act: ({ ask }) => ask('act', 2_300),
  },
});
