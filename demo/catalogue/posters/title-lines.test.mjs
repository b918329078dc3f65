import { describe, expect, it } from 'vitest';
import { movies } from '../movies.mjs';
import { lineWidth, titleLines } from './title-lines.mjs';

const room = { width: 340, maxLines: 4, maxSize: 66, maxHeight: 180 };

describe('titleLines', () => {
  it.each(movies.map(({ title }) => [title]))('sets %s complete and within its room', (title) => {
    const { lines, size } = titleLines(title, room);
    expect(lines.join(' ')).toBe(title.toUpperCase());
    expect(Math.max(...lines.map(lineWidth)) * size).toBeLessThanOrEqual(room.width + 0.01);
    expect(lines.length * size * 1.02).toBeLessThanOrEqual(room.maxHeight + 0.01);
    expect(size).toBeGreaterThan(24);
  });

  it('prefers large type to few lines, and even lines among equals', () => {
    expect(titleLines('Salt on Europa', room).lines).toEqual(['SALT ON', 'EUROPA']);
    expect(titleLines('My Uncle the Volcano', room).lines).toEqual(['MY UNCLE', 'THE', 'VOLCANO']);
  });
});
