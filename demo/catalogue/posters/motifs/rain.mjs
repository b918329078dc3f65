import { gradient } from '../gradient.mjs';
import { number } from '../number.mjs';

/** Slanted rain out of a bank of round clouds, over a wet shine. */
export const rain = ({ width, height, palette, random }) => {
  const unit = Math.min(width, height);
  const drops = Array.from({ length: Math.round((width * height) / 2200) }, () => {
    const x = random(-0.1, 1.1) * width;
    const y = random(0.2, 0.95) * height;
    const length = random(16, 58);
    return `<path d="M${number(x)} ${number(y)}l${number(-length * 0.26)} ${number(length)}" stroke-opacity="${number(random(0.2, 0.9))}" stroke-width="${number(random(0.8, 2.4))}"/>`;
  });
  const bank = (y, colour, count) => {
    const puffs = Array.from({ length: count }, (_, index) => {
      const x = ((index + random(-0.25, 0.25)) / (count - 1)) * width;
      return `<circle cx="${number(x)}" cy="${number(y + random(-0.03, 0.03) * height)}" r="${number(unit * random(0.13, 0.22))}"/>`;
    });
    return `<g fill="${colour}"><rect width="${width}" height="${number(y)}"/>${puffs.join('')}</g>`;
  };
  const count = Math.round((width / unit) * 5) + 1;
  return `<defs>${gradient('air', [
    [0, palette.deep],
    [0.5, palette.mid],
    [0.85, palette.glow],
    [1, palette.deep],
  ])}</defs>
<rect width="${width}" height="${height}" fill="url(#air)"/>
<circle cx="${number(width * 0.72)}" cy="${number(height * 0.34)}" r="${number(unit * 0.24)}" fill="${palette.paper}" opacity="0.9"/>
${bank(height * 0.22, palette.mid, count)}${bank(height * 0.14, palette.deep, count)}${bank(height * 0.05, palette.ink, count)}
<g stroke="${palette.paper}" stroke-linecap="round">${drops.join('')}</g>`;
};
