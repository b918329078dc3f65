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

/** Props of the slot `fallback`. */
export interface RumProblem {
  /** The value that was thrown, usually an Error. */
  error: unknown;
  /** Renders the default slot again. */
  reset: () => void;
}

export interface RumErrorBoundaryProps {
  /** Identifies the boundary: `otel_rum.exception.boundary`. @default none */
  name?: string;
  /** Called after an error was caught and reported: `@error` in a template. @default none */
  onError?: (error: unknown, info: string) => void;
}

/** Written by hand, since the types of Vue 3.3 and 3.5 have no other form in common. */
type Boundary = new () => {
  $props: AllowedComponentProps & VNodeProps & RumErrorBoundaryProps;
  $slots: { default?(): VNode[]; fallback?(problem: RumProblem): VNode[] };
};

/**
 * Reports errors of the components in its default slot, with the component stack, and shows the slot `fallback` instead. Errors of
 * the fallback are passed to the components above. On a server it renders its default slot.
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
      // A fragment would add comments to a server's markup.
      return nodes?.length === 1 ? nodes[0] : nodes;
    };
  },
}) as unknown as Boundary;
