// @vitest-environment jsdom
import { enableAutoUnmount, mount } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defineComponent, h, nextTick, ref, type VNode } from 'vue';
import { setRunningRum } from '../../current.js';
import { inertRum } from '../../rum.js';
import { RumErrorBoundary, type RumErrorBoundaryProps, type RumProblem } from './rum-error-boundary.js';

const captureError = vi.fn();
const errorHandler = vi.fn();
beforeEach(() => setRunningRum({ ...inertRum, captureError }));
afterEach(() => {
  setRunningRum(undefined);
  captureError.mockReset();
  errorHandler.mockReset();
});

enableAutoUnmount(afterEach);

const isTorn = ref(true);
beforeEach(() => {
  isTorn.value = true;
});
const Film = defineComponent({
  name: 'FilmCard',
  render: () => {
    if (isTorn.value) throw new Error('torn film');
    return h('p', 'Metropolis');
  },
});
const again = ({ error, reset }: RumProblem): VNode[] => [h('button', { onClick: reset }, String(error))];

const mountBoundary = (
  children: () => VNode[],
  {
    fallback = again,
    ...props
  }: RumErrorBoundaryProps & { fallback?: (problem: RumProblem) => VNode[] } = {},
) =>
  mount(
    defineComponent({
      name: 'RootPage',
      render: () => h(RumErrorBoundary, props, { default: children, fallback }),
    }),
    { global: { config: { errorHandler } } },
  );

describe('RumErrorBoundary', () => {
  it('shows its default slot, of one root or of more', () => {
    isTorn.value = false;
    expect(mountBoundary(() => [h(Film)]).html()).toBe('<p>Metropolis</p>');
    expect(mountBoundary(() => [h(Film), h('hr')]).text()).toBe('Metropolis');
    expect(captureError).not.toHaveBeenCalled();
  });

  it('reports its errors once and as handled, and shows the fallback', async () => {
    const onError = vi.fn();
    const wrapper = mountBoundary(() => [h(Film)], { name: 'film', onError });
    await nextTick();
    expect(wrapper.html()).toBe('<button>Error: torn film</button>');
    expect(captureError).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ message: 'torn film' }), {
      mechanism: 'vue.errorCaptured',
      handled: true,
      componentStack: '\n    at FilmCard\n    at RumErrorBoundary\n    at RootPage\n    at VTU_ROOT',
      attributes: {
        'otel_rum.exception.boundary': 'film',
        'otel_rum.exception.hook': 'render function',
      },
    });
    expect(onError).toHaveBeenCalledExactlyOnceWith(expect.any(Error), 'render function');
    expect(errorHandler).not.toHaveBeenCalled();
  });

  it('renders its default slot again when it is reset, and catches again', async () => {
    const wrapper = mountBoundary(() => [h(Film)]);
    await nextTick();
    await wrapper.get('button').trigger('click');
    expect(wrapper.text()).toBe('Error: torn film');
    expect(captureError).toHaveBeenCalledTimes(2);
    isTorn.value = false;
    await wrapper.get('button').trigger('click');
    expect(wrapper.html()).toBe('<p>Metropolis</p>');
  });

  it('reports each of two that throw together, and shows the first', async () => {
    const other = () => {
      throw new Error('other');
    };
    const wrapper = mountBoundary(() => [h(Film), h(other)]);
    await nextTick();
    expect(wrapper.text()).toBe('Error: torn film');
    expect(captureError).toHaveBeenCalledTimes(2);
    expect(errorHandler).not.toHaveBeenCalled();
  });

  it('catches what event handlers throw', async () => {
    const button = () =>
      h('button', {
        onClick: () => {
          throw new TypeError('no film');
        },
      });
    const wrapper = mountBoundary(() => [h(button)]);
    await wrapper.get('button').trigger('click');
    expect(wrapper.text()).toBe('TypeError: no film');
    expect(captureError.mock.calls[0]?.[1].attributes).toEqual({
      'otel_rum.exception.hook': 'native event handler',
    });
  });

  it('leaves the errors of its fallback to those above', async () => {
    const notice = () => {
      throw new Error('no words');
    };
    const wrapper = mountBoundary(() => [h(Film)], { fallback: () => [h(notice)] });
    await nextTick();
    expect(captureError).toHaveBeenCalledOnce();
    expect(errorHandler.mock.calls.map(([error]) => String(error))).toEqual(['Error: no words']);
    expect(wrapper.text()).toBe('');
  });

  it('shows nothing without a fallback', async () => {
    const wrapper = mount(
      defineComponent({ render: () => h(RumErrorBoundary, null, { default: () => h(Film) }) }),
    );
    await nextTick();
    expect(wrapper.text()).toBe('');
  });
});
