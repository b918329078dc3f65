import { listen, type Stop } from './lifecycle.js';
import { navigationApi } from './location.js';
import { patch } from './patch.js';

/** Events that start an action of their own, unrelated to an earlier click. */
const OWN_BEGINNINGS = /^(pointer|mouse|touch|focus|blur|drag|wheel|scroll|resize|visibility|online)/;

/** Finds the origin of the running task from its event, for tasks whose origin was not tracked in another way. */
export interface CurrentEvent {
  /**
   * `'own'`: the event starts an action of its own. `'traversal'`: a person went back or forward in the history.
   * `'rejection'`: an unhandled rejection is being reported. An object: the worker or socket that sent a message; the
   * message starts an action unless it is an answer. Undefined: no event, or one that follows from another.
   */
  origin(): 'own' | 'traversal' | 'rejection' | object | undefined;
  stop: Stop;
}

interface NavigateEvent {
  readonly navigationType: string;
  readonly userInitiated: boolean;
}

/**
 * Reads `window.event`, which is set during a listener and the microtasks right after it. Costs nothing until it is
 * called; undefined within shadow trees (https://dom.spec.whatwg.org/#concept-event-listener-inner-invoke).
 */
export function createCurrentEvent(): CurrentEvent {
  /** Whether code, not a person, started the latest traversal, such as an app's own Back button. */
  let isTraversedByCode = false;
  const navigation = navigationApi();
  const stop = navigation
    ? listen(navigation, 'navigate', ({ navigationType, userInitiated }: NavigateEvent) => {
        isTraversedByCode = navigationType !== 'traverse' || !userInitiated;
      })
    : () => {};
  return {
    origin() {
      // The page may have declared a variable of that name.
      const event = (globalThis as { event?: Event & Partial<NavigateEvent> }).event;
      if (event?.isTrusted !== true) return undefined;
      const { type, target } = event;
      if (type === 'message')
        // Only a MessagePort, which connects parts of one page, has `start()`; workers, sockets and EventSources do not.
        return target === globalThis || (target && 'start' in target) ? undefined : (target ?? 'own');
      const isTraversal = type === 'popstate' || event.navigationType === 'traverse';
      if (isTraversal && !isTraversedByCode) return 'traversal';
      if (type === 'unhandledrejection') return 'rejection';
      return OWN_BEGINNINGS.test(type) ? 'own' : undefined;
    },
    stop,
  };
}

/** Calls back when the page sends a message to a worker or a socket, which may answer. */
export function onMessageSent(callback: (target: object) => void): Stop {
  const { Worker, WebSocket } = globalThis as { Worker?: typeof globalThis.Worker; WebSocket?: object };
  const observe = (kind: object | undefined, name: string) =>
    patch((kind as { prototype?: object })?.prototype, name, (native, self, args) => {
      callback(self as object);
      return Reflect.apply(native, self, args);
    });
  const stopWorkers = observe(Worker, 'postMessage');
  const stopSockets = observe(WebSocket, 'send');
  return () => {
    stopWorkers();
    stopSockets();
  };
}
