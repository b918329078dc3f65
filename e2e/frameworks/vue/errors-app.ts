// Each fault of `?faults=` in an app with the plugin, or, with `&plain`, in one without: what is said, what reaches the
// page, what is shown.
import { rumPlugin } from 'otel-rum/vue';
import { type App, createApp, h } from 'vue';
import { startRum } from '../start-rum.js';
import { FAULTS } from './faults.js';

/** What an app's developer and its user notice. */
interface Outcome {
  said: string[];
  uncaught: string[];
  handled: string[];
  html: string;
}

const text = (words: unknown[]) => words.map(String).join(' ').replace(/#\w+/g, '#');
let outcome: Outcome;
for (const level of ['error', 'warn'] as const)
  console[level] = (...words: unknown[]) => outcome?.said.push(text(words));
const onUncaught = (event: Event, error: unknown) => {
  event.preventDefault();
  outcome.uncaught.push(text([event.type, error]));
};
addEventListener('error', (event) => onUncaught(event, event.error));
addEventListener('unhandledrejection', (event) => onUncaught(event, event.reason));

const turn = () => new Promise((resolve) => setTimeout(resolve));

/** An app's own handler: one from before the plugin, one that comes after it, none. */
const HANDLERS: Record<string, (app: App, use: () => void, handle: (error: unknown) => void) => void> = {
  before: (app, use, handle) => {
    app.config.errorHandler = handle;
    use();
  },
  after: (app, use, handle) => {
    use();
    app.config.errorHandler = handle;
  },
  none: (_app, use) => use(),
};
const search = new URLSearchParams(location.search);
const isOurs = !search.has('plain');

async function run(fault: string, handler: string): Promise<Outcome> {
  outcome = { said: [], uncaught: [], handled: [], html: '' };
  // A failed import, for the one that imports.
  const cause = fault === 'async component' ? 'Failed to fetch dynamically imported module' : 'fault';
  const { page, act } = FAULTS[fault]?.(
    () => new Error(`${cause}: ${fault}, ${handler} ${isOurs ? '#with' : '#without'}`),
  ) ?? { page: {} };
  const app = createApp({ name: 'RootPage', render: () => h('main', [h(page)]) });
  HANDLERS[handler]?.(
    app,
    () => isOurs && app.use(rumPlugin),
    (error) => outcome.handled.push(text([error])),
  );
  const element = document.body.appendChild(document.createElement('div'));
  try {
    app.mount(element);
    await act?.(element);
  } catch (error) {
    // What reaches the code that mounts, or that waits for Vue, reaches the page.
    void Promise.reject(error);
  }
  // Rejections are told of after the task in which they came.
  await turn();
  await turn();
  outcome.html = element.innerHTML;
  element.remove();
  return outcome;
}

startRum();
// A development build says once how it was built.
createApp({});
const outcomes: Record<string, Outcome> = {};
for (const handler of Object.keys(HANDLERS)) {
  for (const fault of search.get('faults')?.split(',') ?? [])
    outcomes[`${fault}, ${handler}`] = await run(fault, handler);
}
Object.assign(window, { outcomes });
