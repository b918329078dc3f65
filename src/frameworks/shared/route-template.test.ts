import { describe, expect, it } from 'vitest';
import { routeTemplate } from './route-template.js';

describe('routeTemplate', () => {
  it.each([
    [['/'], '/'],
    [[], '/'],
    [['/', undefined], '/'],
    [['/', 'movies/:id'], '/movies/:id'],
    [['/', 'movies/'], '/movies'],
    [['/people/:person', undefined, 'films', ':film'], '/people/:person/films/:film'],
    [['/shop', '/shop/cart'], '/shop/cart'],
    [['files/*'], '/files/*'],
    [['/', '*'], '/*'],
    [['/:lang?/about'], '/:lang?/about'],
  ])('makes of %j the template %s', (paths, template) => {
    expect(routeTemplate(paths)).toBe(template);
  });
});
