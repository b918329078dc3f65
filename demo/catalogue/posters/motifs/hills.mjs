import { gradient } from '../gradient.mjs';
import { number } from '../number.mjs';
import { ridge } from '../ridge.mjs';

/** Range behind range, paler with the distance, and a low sun. */
export const hills = ({ width, height, palette, random }) => {
  const unit = Math.min(width, height);
  const colours = [palette.glow, palette.mid, palette.mid, palette.deep, palette.ink];
  const layers = colours.map((colour, layer) => {
    const base = height * (0.44 + layer * 0.1);
    const [phase, second, swing] = [random(0, 7), random(0, 7), height * random(0.05, 0.09)];
    const heightAt = (share) =>
      base -
      Math.sin(share * 5 + phase) * swing -
      Math.sin(share * 13 + second) * swing * 0.35 -
      random(0, swing * 0.25);
    return `<path d="${ridge({ width, height, steps: 22, heightAt })}" fill="${colour}" opacity="${layer === 1 ? 0.75 : 1}"/>`;
  });
  const x = width * random(0.3, 0.7);
  return `<defs>${gradient('sky', [
    [0, palette.mid],
    [0.28, palette.glow],
    [0.55, palette.paper],
  ])}
${gradient(
  'halo',
  [
    [0, palette.paper, 0.95],
    [1, palette.paper, 0],
  ],
  { radial: true },
)}</defs>
<rect width="${width}" height="${height}" fill="url(#sky)"/>
<circle cx="${number(x)}" cy="${number(height * 0.3)}" r="${number(unit * 0.42)}" fill="url(#halo)"/>
<circle cx="${number(x)}" cy="${number(height * 0.3)}" r="${number(unit * 0.15)}" fill="${palette.paper}"/>${layers.join('')}`;
};
