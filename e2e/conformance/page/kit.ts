import type { Kit, Natives, Origin } from '../case.js';
import { describe, describeError, describeResponse } from './describe.js';

/** What the page's first script leaves for the cases. */
export interface Setting {
  origins: Record<Origin, string>;
  natives: Natives;
  /** Where telemetry goes. */
  endpoint: string;
  /** Set by the subject. */
  shutdown?: () => unknown;
  /** Sends what waits. */
  flush?: () => unknown;
}

/** More ticks than this are no longer counted. */
const MAX_TICKS = 100;

/** The platform's own, should a subject replace them. */
const { then } = Promise.prototype;

export const setting = (globalThis as unknown as { conformance: Setting }).conformance;

/** A kit for one case. */
export function createKit(caseId: string, ticks: Record<string, number>): Kit {
  const url: Kit['url'] = (route, origin = 'own') => `${setting.origins[origin]}/c/${caseId}/${route}`;
  return {
    natives: setting.natives,
    url,
    async ask(route, origin) {
      const response: Response = await Reflect.apply(setting.natives.fetch, window, [url(route, origin)]);
      return response.text();
    },
    describe: (value) => describe(value),
    async outcome(call) {
      let result: unknown;
      try {
        result = call();
      } catch (error) {
        return { threw: describeError(error) };
      }
      const isPromise = result instanceof Promise;
      if (!isPromise) return { gave: describe(result) };
      try {
        const value = await result;
        if (!(value instanceof Response)) return { resolved: describe(value) };
        const told = describeResponse(value);
        const body = value.bodyUsed ? undefined : await value.text().catch(describeError);
        return { resolved: told, body };
      } catch (error) {
        return { rejected: describeError(error), own: Reflect.ownKeys(result as object).map(String) };
      }
    },
    countTicks() {
      let count = 0;
      let isCounting = true;
      const next = () => {
        if (!isCounting || count >= MAX_TICKS) return;
        count += 1;
        Reflect.apply(then, Promise.resolve(), [next]);
      };
      Reflect.apply(then, Promise.resolve(), [next]);
      return () => {
        isCounting = false;
        return count;
      };
    },
    noteTicks(what, count) {
      ticks[what] = count;
    },
    event: (target, type) =>
      new Promise((resolve) => target.addEventListener(type, resolve as EventListener, { once: true })),
    loadScript: (path) =>
      new Promise((resolve, reject) => {
        const script = document.createElement('script');
        script.type = 'module';
        script.src = path;
        script.onload = () => resolve();
        script.onerror = () => reject(new Error(`no ${path}`));
        document.head.append(script);
      }),
    shutdown: async () => {
      await setting.shutdown?.();
    },
  };
}
