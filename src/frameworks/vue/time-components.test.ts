// @vitest-environment jsdom
import { mount } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defineComponent, h, KeepAlive, nextTick, ref } from 'vue';
import { setRunningRum } from '../../current.js';
import { inertRum } from '../../rum.js';
import { rumPlugin } from './rum-plugin.js';

const addEvent = vi.fn();
beforeEach(() => setRunningRum({ ...inertRum, addEvent }));
afterEach(() => {
  setRunningRum(undefined);
  addEvent.mockReset();
});

const Film = defineComponent({
  name: 'FilmCard',
  setup: () => () => {
    // Nothing is reported while it renders.
    expect(addEvent).not.toHaveBeenCalled();
    return h('p', 'Metropolis');
  },
});
const Other = defineComponent({ name: 'OtherCard', render: () => h('p', 'Nosferatu') });
/** As single-file components are compiled: with the name of their file. */
const Compiled = defineComponent({ __name: 'FilmCard', setup: () => () => h('p', 'M') } as object);

const options = (componentTiming?: string[]) => ({
  global: { plugins: [[rumPlugin, { componentTiming }] as [typeof rumPlugin, object]] },
});

describe('component timing', () => {
  it('reports the first rendering of the named components, once it is in the page', () => {
    mount(() => [h(Film), h(Other)], options(['FilmCard']));
    expect(addEvent).toHaveBeenCalledExactlyOnceWith('otel_rum.component_mount', {
      'otel_rum.component_mount.name': 'FilmCard',
      'otel_rum.component_mount.duration': expect.any(Number),
    });
    expect(addEvent.mock.calls[0]?.[1]['otel_rum.component_mount.duration']).toBeGreaterThan(0);
  });

  it('knows a compiled component by the name of its file', () => {
    mount(Compiled, options(['FilmCard']));
    expect(addEvent).toHaveBeenCalledOnce();
  });

  it('reports each instance, but neither an update nor a return from KeepAlive', async () => {
    const isShown = ref(true);
    const title = ref('M');
    const Card = defineComponent({ name: 'TitleCard', render: () => h('p', title.value) });
    const kept = () => h(KeepAlive, null, { default: () => (isShown.value ? h(Card) : h(Other)) });
    const wrapper = mount(
      defineComponent(() => () => [h(kept), h(Card)]),
      options(['TitleCard']),
    );
    title.value = 'M (1931)';
    await nextTick();
    isShown.value = false;
    await nextTick();
    isShown.value = true;
    await nextTick();
    expect(wrapper.text()).toContain('M (1931)');
    expect(addEvent).toHaveBeenCalledTimes(2);
  });

  it('is off by default', () => {
    mount(Film, options());
    expect(addEvent).not.toHaveBeenCalled();
  });
});
