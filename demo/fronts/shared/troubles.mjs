import { openDevtools } from './open-devtools.mjs';

/** Delay after which the browser no longer attributes a layout shift to a click (500 ms), in milliseconds. */
const pastRecentInputMillis = 700;

const timeOf = async (request) => {
  const start = performance.now();
  const response = await request();
  return { status: response.status, seconds: ((performance.now() - start) / 1000).toFixed(1) };
};

function blockMainThread(durationMillis) {
  const end = performance.now() + durationMillis;
  while (performance.now() < end);
}

function openTicketOffice() {
  throw new TypeError('The ticket office is closed: seat 14 is undefined');
}

async function loadTrailer() {
  await null;
  throw new Error('The trailer could not be decoded');
}

const pushContentDown = () => {
  document.querySelector('.notice')?.remove();
  const notice = document.createElement('p');
  notice.className = 'notice';
  notice.textContent = 'This notice came late and pushed the page down.';
  document.querySelector('main').prepend(notice);
  window.scrollTo({ top: 0, behavior: 'instant' });
};

/**
 * Problems that a visitor can cause. `run` returns a sentence about the result.
 * @type {{ name: string, kind: 'request' | 'rendering' | 'error' | 'devtools', label: string, run: () => string | Promise<string> }[]}
 */
export const troubles = [
  {
    name: 'slow request',
    kind: 'request',
    label: 'Slow request',
    async run() {
      const { seconds } = await timeOf(() => fetch('/api/slow?delay=1500'));
      return `The answer took ${seconds} s, most of it in the ratings service.`;
    },
  },
  {
    name: 'failing request',
    kind: 'request',
    label: 'Failing request',
    async run() {
      const { status } = await timeOf(() => fetch('/api/fail'));
      return `The API answered ${status}, because the ratings service failed.`;
    },
  },
  {
    name: 'long frame',
    kind: 'rendering',
    label: 'Long frame',
    run() {
      blockMainThread(300);
      return 'The main thread was blocked for 300 ms: a long frame, and a slow interaction.';
    },
  },
  {
    name: 'layout shift',
    kind: 'rendering',
    label: 'Layout shift',
    run: () =>
      new Promise((resolve) => {
        setTimeout(() => {
          pushContentDown();
          resolve('A late notice moved the page: layout shift.');
        }, pastRecentInputMillis);
      }),
  },
  {
    name: 'error',
    kind: 'error',
    label: 'Error',
    run() {
      setTimeout(openTicketOffice);
      return 'Nobody caught a TypeError.';
    },
  },
  {
    name: 'rejection',
    kind: 'error',
    label: 'Rejection',
    run() {
      loadTrailer();
      return 'Nobody handled a rejected promise.';
    },
  },
  {
    name: 'devtools',
    kind: 'devtools',
    label: 'Devtools',
    run() {
      openDevtools();
      return "otel-rum's panel shows in this page what is recorded.";
    },
  },
];
