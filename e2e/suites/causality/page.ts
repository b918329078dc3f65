import { type Situation, situations, type Tools } from './situations.js';

/** Runs the situation that the page's URL names. */
export function run(all: Record<string, Situation> = situations): void {
  const id = new URLSearchParams(location.search).get('s') ?? '';
  const situation = all[id] as Situation;
  const world = window as unknown as { asked: number; before(): unknown };
  world.asked = 0;
  const ask: Tools['ask'] = async (truth, delayMillis = 30, status = 200) => {
    const response = await fetch(`/api/${id}/${truth}?ms=${delayMillis}&status=${status}`);
    return response;
  };
  const tools: Tools = {
    ask,
    read: async (truth, delayMillis) => (await ask(truth, delayMillis)).json(),
    live: location.host,
    after: (millis) => new Promise((resolve) => setTimeout(resolve, millis)),
    element(html) {
      const holder = document.createElement('div');
      holder.innerHTML = html;
      document.body.append(holder);
      return holder.firstElementChild as HTMLElement;
    },
  };
  for (const button of ['act', 'a', 'b'] as const) {
    document.getElementById(button)?.addEventListener('click', () => void situation[button]?.(tools));
  }
  world.before = () => situation.before?.(tools);
  situation.load?.(tools);
}
