import { expect, it } from 'vitest';
import { describeSpan } from './describe-span.mjs';

it.each([
  ['click', { 'otel_rum.element.selector': 'button#buy' }, 'button#buy'],
  ['documentLoad', { 'browser.document.url.full': 'https://shop.example/films?page=2' }, '/films'],
  ['navigation', { 'otel_rum.document.url.template': '/films/:id' }, '/films/:id'],
  ['GET', { 'url.full': 'http://127.0.0.1:3000/ratings' }, '/ratings'],
  ['GET /ratings', { 'url.full': 'http://127.0.0.1:3000/ratings' }, ''],
  ['request handler', { 'express.name': '/api/films' }, '/api/films'],
  ['HMGET', { 'db.system.name': 'redis' }, 'redis'],
  ['save', { 'browser.document.url.full': 'not a URL' }, ''],
])('a span %s with %j is about "%s"', (name, attributes, about) => {
  expect(describeSpan({ name, attributes })).toBe(about);
});
