import type { Attributes } from '@opentelemetry/api';
import { describe, expect, it } from 'vitest';
import type { PageView } from '../context/page-view.js';
import { createUserContext } from '../context/user.js';
import { createEnrich } from './enrich.js';

const viewOf = (id: string): { -readonly [K in keyof PageView]: PageView[K] } => ({
  id,
  url: `https://shop.example/${id}`,
  type: 'document',
  startedAt: 0,
  previous: undefined,
  route: undefined,
  action: undefined,
  inFlight: 0,
});

function setup(initial: Attributes = {}) {
  const state = { view: viewOf('first'), session: 's1' };
  const user = createUserContext(initial);
  const page = { current: () => state.view, setRoute: () => {}, onChange: () => () => {} };
  return { state, user, enrich: createEnrich(page, user, () => state.session) };
}

describe('the place of a record', () => {
  it("has the session, the page view and the app's attributes", () => {
    const { enrich } = setup({ tenant: 't1' });
    expect(enrich()()).toEqual({
      tenant: 't1',
      'session.id': 's1',
      'otel_rum.page_view.id': 'first',
      'browser.document.url.full': 'https://shop.example/first',
    });
  });

  it('is that of its beginning: a later page view or user is not its own', () => {
    const { state, user, enrich } = setup();
    const place = enrich();
    state.view = viewOf('second');
    user.setUser({ id: 'u-1' });
    expect(place()).toMatchObject({ 'otel_rum.page_view.id': 'first' });
    expect(place()).not.toHaveProperty('user.id');
    expect(enrich()()).toMatchObject({ 'otel_rum.page_view.id': 'second', 'user.id': 'u-1' });
  });

  it('has the route as soon as it is known, and the session as it is at the end', () => {
    const { state, enrich } = setup();
    const place = enrich();
    state.view.route = '/movies/:id';
    state.session = 's2';
    expect(place()).toMatchObject({ 'otel_rum.document.url.template': '/movies/:id', 'session.id': 's2' });
  });

  it("cannot be overwritten by the app's attributes", () => {
    const { enrich } = setup({ 'session.id': 'mine' });
    expect(enrich()()).toMatchObject({ 'session.id': 's1' });
  });

  it('does not read the session before the record is done: it lives in storage', () => {
    let reads = 0;
    const page = { current: () => viewOf('first'), setRoute: () => {}, onChange: () => () => {} };
    const place = createEnrich(page, createUserContext({}), () => `s${++reads}`)();
    expect(reads).toBe(0);
    place();
    expect(reads).toBe(1);
  });
});
