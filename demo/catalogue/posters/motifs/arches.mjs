import { number } from '../number.mjs';

/** Doorway within doorway, towards a light. */
export const arches = ({ width, height, palette, random }) => {
  const unit = Math.min(width, height);
  const colours = [palette.ink, palette.deep, palette.mid, palette.glow, palette.paper];
  const x = width * random(0.47, 0.53);
  const arch = (share, colour) => {
    const half = unit * 0.46 * share;
    const foot = height * (0.62 + 0.3 * share);
    const spring = height * 0.4 - unit * 0.14 * (share - 0.3);
    return `<path d="M${number(x - half)} ${number(foot)}V${number(spring)}a${number(half)} ${number(half)} 0 0 1 ${number(half * 2)} 0V${number(foot)}Z" fill="${colour}"/>`;
  };
  const shares = [1, 0.8, 0.61, 0.44, 0.28];
  const doors = shares.map((share, index) => arch(share, colours[Math.min(index + 1, 4)]));
  const figureX = x;
  const foot = height * (0.62 + 0.3 * 0.28);
  const size = unit * 0.05;
  return `<rect width="${width}" height="${height}" fill="${palette.ink}"/>${doors.join('')}
<path d="M${number(figureX - size * 0.55)} ${number(foot)}l${number(size * 0.2)} ${number(-size * 2)}h${number(size * 0.7)}l${number(size * 0.2)} ${number(size * 2)}Z" fill="${palette.ink}"/>
<circle cx="${number(figureX)}" cy="${number(foot - size * 2.4)}" r="${number(size * 0.42)}" fill="${palette.ink}"/>
<path d="M${number(figureX - size * 0.55)} ${number(foot)}h${number(size * 1.1)}l${number(size * random(1.2, 2.4))} ${number(unit * 0.3)}h${number(-size * 2)}Z" fill="${palette.ink}" opacity="0.45"/>`;
};
