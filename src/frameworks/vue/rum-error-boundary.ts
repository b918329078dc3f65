import {
  type AllowedComponentProps,
  defineComponent,
  inject,
  onErrorCaptured,
  shallowRef,
  ssrContextKey,
  type VNode,
  type VNodeProps,
} from 'vue';
import * as names from '../../semconv.js';
import { reportError } from './report-error.js';

/** What the slot `fallback` is told. */
export interface RumProblem {
  /** What was thrown: an Error as a rule, but anything may be. */
  error: unknown;
  /** Renders the default slot again. */
  reset: () => void;
}

export interface RumErrorBoundaryProps {
  /** Tells boundaries apart: `otel_rum.exception.boundary`. @default none */
  name?: string;
  /** Called when an error was caught, after it was reported: `@error` in a template. @default none */
  onError?: (error: unknown, info: string) => void;
}

/** Written out, for the types of Vue 3.3 and 3.5 have no other form in common. */
type Boundary = new () => {
  $props: AllowedComponentProps & VNodeProps & RumErrorBoundaryProps;
  $slots: { default?(): VNode[]; fallback?(problem: RumProblem): VNode[] };
};

/**
 * Reports what the components in its default slot throw, with the components around the fault, and shows the slot
 * `fallback` in their place. Errors of the fallback go on to those above. On a server it renders its default slot.
 * @example <RumErrorBoundary><Film /><template #fallback="{ reset }"><button v-on:click="reset">Again</button></template></RumErrorBoundary>
 */
export const RumErrorBoundary = defineComponent({
  name: 'RumErrorBoundary',
  props: { name: String },
  emits: ['error'],
  setup(props, { slots, emit }) {
    const problem = shallowRef<RumProblem>();
    let isFallback = false;
    const isServer = inject(ssrContextKey, undefined) !== undefined;
    const reset = () => {
      problem.value = undefined;
    };

    onErrorCaptured((error, instance, info) => {
      if (isServer || isFallback) return true;
      reportError(error, 'vue.errorCaptured', {
        handled: true,
        fault: { instance, info },
        ...(props.name && { attributes: { [names.EXCEPTION_BOUNDARY]: props.name } }),
      });
      problem.value ??= { error, reset };
      emit('error', error, info);
      return false;
    });
    return () => {
      isFallback = problem.value !== undefined;
      const nodes = problem.value ? slots.fallback?.(problem.value) : slots.default?.();
      // A fragment would leave its marks in a server's markup.
      return nodes?.length === 1 ? nodes[0] : nodes;
    };
  },
}) as unknown as Boundary;
