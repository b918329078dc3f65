// @vitest-environment jsdom
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type * as vue from 'vue';
import { setRunningRum } from '../../current.js';
import { inertRum } from '../../rum.js';
import { rumPlugin } from './rum-plugin.js';

const captureError = vi.fn();
beforeEach(() => setRunningRum({ ...inertRum, captureError }));
afterEach(() => {
  setRunningRum(undefined);
  captureError.mockReset();
});

const { resolve } = createRequire(import.meta.url);
/** A build for script tags: whole in itself, and either for development or for production. */
function load(name: string, isProduction: boolean): typeof vue {
  const file = resolve(`${name}/dist/vue.runtime.global${isProduction ? '.prod' : ''}.js`);
  return new Function(`${readFileSync(file, 'utf8')}; return Vue;`)();
}

type App = vue.App;
type Step = (app: App, handled: unknown[][]) => void;

const own =
  (name: string): Step =>
  ({ config }, handled) => {
    config.errorHandler = (error, _instance, info) => handled.push([name, String(error), info]);
  };
/** Adds a handler that calls the one before it, as other libraries do. */
const chained: Step = ({ config }, handled) => {
  const { errorHandler } = config;
  config.errorHandler = (error, instance, info) => {
    handled.push(['chained', String(error), info]);
    errorHandler?.(error, instance, info);
  };
};
const throwing: Step = ({ config }) => {
  config.errorHandler = (error) => {
    throw new Error(`not handled: ${error}`);
  };
};
const loud: Step = ({ config }) => {
  (config as { throwUnhandledErrorInProduction?: boolean }).throwUnhandledErrorInProduction = true;
};
const takenAway: Step = ({ config }) => Object.assign(config, { errorHandler: undefined });
const none: Step = () => {};

/** How often it is reported: in development, and in production. */
const orders: [when: string, before: Step, after: Step, reports: [number, number]][] = [
  // A development build throws it: then it is the page's uncaught error.
  ['none', none, none, [0, 1]],
  ['one set before', own('before'), none, [1, 1]],
  ['one set after', none, own('after'), [1, 1]],
  ['one in place of another', own('before'), own('after'), [1, 1]],
  ['one that calls the one before it', own('before'), chained, [1, 1]],
  ['one that calls a missing one', none, chained, [1, 1]],
  ['one that throws', throwing, none, [1, 1]],
  ['one that is taken away', own('before'), takenAway, [0, 1]],
];

describe.each([
  ['vue', false],
  ['vue', true],
  ['vue-3.3', false],
  ['vue-3.3', true],
] as const)('%s, in production: %s', (name, isProduction) => {
  const { createApp, h } = load(name, isProduction);
  // As bundlers put it in.
  beforeEach(() => vi.stubEnv('NODE_ENV', isProduction ? 'production' : 'development'));
  afterEach(() => vi.unstubAllEnvs());

  const Broken = {
    name: 'BrokenFilm',
    props: ['secret'],
    render: () => {
      throw new Error('torn film');
    },
  };
  const Root = {
    name: 'RootPage',
    render: () => h('main', [h(Broken, { secret: 'card number' }), h('p', 'still here')]),
  };

  /** All that the app and the page's developer notice. */
  function run(isOurs: boolean, before: Step, after: Step) {
    const handled: unknown[][] = [];
    const consoleOutput: string[] = [];
    const say = (...words: unknown[]) => void consoleOutput.push(words.map(String).join(' '));
    const spies = [
      vi.spyOn(console, 'error').mockImplementation(say),
      vi.spyOn(console, 'warn').mockImplementation(say),
    ];
    const app = createApp(Root);
    before(app, handled);
    if (isOurs) app.use(rumPlugin);
    after(app, handled);
    const element = document.createElement('div');
    let thrown: unknown;
    try {
      app.mount(element);
    } catch (error) {
      thrown = error;
    }
    for (const spy of spies) spy.mockRestore();
    return { handled, consoleOutput, thrown: String(thrown), html: element.innerHTML };
  }

  it.each(orders)(
    'behaves and logs as without us, and is reported once: handler %s',
    (when, before, after, reports) => {
      const without = run(false, before, after);
      expect(captureError).not.toHaveBeenCalled();
      const withUs = run(true, before, after);
      if (isProduction && when === 'one that calls a missing one') {
        // It finds ours in place of none, and what ours throws on is Vue's default.
        expect(withUs).toEqual({ ...without, consoleOutput: ['Error: torn film'] });
      } else {
        expect(withUs).toEqual(without);
      }
      expect(captureError).toHaveBeenCalledTimes(reports[Number(isProduction)] ?? 0);
    },
  );

  it('leaves an error that Vue is to throw on to the page', () => {
    const withUs = run(true, loud, none);
    expect(withUs).toEqual(run(false, loud, none));
    // Vue 3.3 does not know the option.
    if (isProduction && name === 'vue-3.3') return;
    expect(withUs.thrown).toBe('Error: torn film');
    expect(captureError).not.toHaveBeenCalled();
  });

  it('reports the hook in words, and no props', () => {
    run(true, own('before'), none);
    expect(captureError).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ message: 'torn film' }), {
      mechanism: 'vue.errorHandler',
      handled: false,
      componentStack: '\n    at BrokenFilm\n    at RootPage',
      attributes: {
        'otel_rum.exception.hook': 'render function',
        ...(isProduction && { 'otel_rum.exception.hook_code': '1' }),
      },
    });
  });
});
