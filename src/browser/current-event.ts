import { listen, type Stop } from './lifecycle.js';
import { navigationApi } from './location.js';
import { patch } from './patch.js';

/** What begins something of its own, whatever a person has clicked on before: where they point, what they look at. */
const OWN_BEGINNINGS = /^(pointer|mouse|touch|focus|blur|drag|wheel|scroll|resize|visibility|online)/;

/** Where the task that runs now comes from, as its event shows; for tasks that nobody has announced. */
export interface CurrentEvent {
  /**
   * `'own'`: it is a beginning of its own; `'traversal'`: that of the view which a person went back to. An object: a message came from there, of which each is a beginning unless it
   * answers something. Undefined: no event, or one that follows from something.
   */
  origin(): 'own' | 'traversal' | 'rejection' | object | undefined;
  stop: Stop;
}

interface NavigateEvent {
  readonly navigationType: string;
  readonly userInitiated: boolean;
}

/**
 * Reads `window.event`: a listener's, and that of the microtasks which run right after it. Costs nothing while nobody
 * asks, and is empty within shadow trees (https://dom.spec.whatwg.org/#concept-event-listener-inner-invoke).
 */
export function createCurrentEvent(): CurrentEvent {
  /** Whether the latest traversal was made by code: an app's own Back button. */
  let isTraversedByCode = false;
  const navigation = navigationApi();
  const stop = navigation
    ? listen(navigation, 'navigate', ({ navigationType, userInitiated }: NavigateEvent) => {
        isTraversedByCode = navigationType !== 'traverse' || !userInitiated;
      })
    : () => {};
  return {
    origin() {
      // A page may have put a variable in its place.
      const event = (globalThis as { event?: Event & Partial<NavigateEvent> }).event;
      if (event?.isTrusted !== true) return undefined;
      const { type, target } = event;
      if (type === 'message')
        // A port within the page can be started; a worker, a socket and an EventSource cannot.
        return target === globalThis || (target && 'start' in target) ? undefined : (target ?? 'own');
      const isTraversal = type === 'popstate' || event.navigationType === 'traverse';
      if (isTraversal && !isTraversedByCode) return 'traversal';
      if (type === 'unhandledrejection') return 'rejection';
      return OWN_BEGINNINGS.test(type) ? 'own' : undefined;
    },
    stop,
  };
}

/** Calls back when the page sends something to a worker or a socket, which may answer. */
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
