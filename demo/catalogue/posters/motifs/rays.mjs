import { gradient } from '../gradient.mjs';
import { number } from '../number.mjs';

/** Rays out of a mountain's mouth, or out of a clock: a burst over a peak. */
export const rays = ({ width, height, palette, random }) => {
  const unit = Math.min(width, height);
  const [x, y] = [width * random(0.45, 0.55), height * 0.42];
  const reach = Math.hypot(width, height);
  const count = 2 * Math.round(random(11, 16));
  const turn = random(0, 0.4);
  const point = (index) => {
    const angle = ((index / count) * 2 + turn) * Math.PI;
    return `${number(x + Math.cos(angle) * reach)} ${number(y + Math.sin(angle) * reach)}`;
  };
  const beams = Array.from(
    { length: count / 2 },
    (_, index) => `M${number(x)} ${number(y)}L${point(index * 2)}L${point(index * 2 + 1)}Z`,
  );
  const foot = height * 0.86;
  const half = unit * 0.55;
  const lip = unit * 0.09;
  return `<defs>${gradient(
    'field',
    [
      [0, palette.glow],
      [0.5, palette.mid],
      [1, palette.deep],
    ],
    { radial: true, attributes: 'cx="0.5" cy="0.42" r="0.8"' },
  )}
${gradient('slope', [
  [0, palette.deep],
  [1, palette.ink],
])}</defs>
<rect width="${width}" height="${height}" fill="url(#field)"/>
<path d="${beams.join('')}" fill="${palette.paper}" opacity="0.3"/>
<circle cx="${number(x)}" cy="${number(y)}" r="${number(unit * 0.24)}" fill="${palette.paper}"/>
<circle cx="${number(x)}" cy="${number(y)}" r="${number(unit * 0.17)}" fill="none" stroke="${palette.mid}" stroke-width="${number(unit * 0.02)}"/>
<path d="M${number(x - lip)} ${number(y + unit * 0.08)}L${number(x - half)} ${number(foot)}H${number(x + half)}L${number(x + lip)} ${number(y + unit * 0.08)}L${number(x + lip * 0.3)} ${number(y + unit * 0.14)}L${number(x - lip * 0.4)} ${number(y + unit * 0.11)}Z" fill="url(#slope)"/>
<path d="M${number(x + lip)} ${number(y + unit * 0.08)}L${number(x + half)} ${number(foot)}H${number(x + half * 0.25)}L${number(x + lip * 0.3)} ${number(y + unit * 0.14)}Z" fill="${palette.mid}" opacity="0.55"/>
<rect y="${number(foot)}" width="${width}" height="${number(height - foot)}" fill="${palette.ink}"/>`;
};
