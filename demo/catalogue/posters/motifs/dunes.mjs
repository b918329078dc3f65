import { gradient } from '../gradient.mjs';
import { number } from '../number.mjs';

/** Dunes with a lit and a shaded side, and small sails on the crest. */
export const dunes = ({ width, height, palette, random }) => {
  const unit = Math.min(width, height);
  const layers = Array.from({ length: 4 }, (_, layer) => {
    const base = height * (0.48 + layer * 0.12);
    const peak = width * random(0.2, 0.8);
    const rise = unit * random(0.12, 0.2);
    const back = `M${number(-width * 0.1)} ${number(base + rise * 0.5)}Q${number(peak * 0.5)} ${number(base)} ${number(peak)} ${number(base - rise)}`;
    const lit = `${back}Q${number(peak + width * 0.3)} ${number(base)} ${number(width * 1.1)} ${number(base + rise * 0.3)}V${height}H0Z`;
    const shade = `M${number(peak)} ${number(base - rise)}Q${number(peak + width * 0.3)} ${number(base)} ${number(width * 1.1)} ${number(base + rise * 0.3)}V${height}H${number(peak - width * 0.2)}Q${number(peak + width * 0.16)} ${number(base + rise)} ${number(peak)} ${number(base - rise)}Z`;
    const dark = [palette.mid, palette.mid, palette.deep, palette.ink][layer];
    return `<path d="${lit}" fill="${[palette.paper, palette.glow, palette.mid, palette.deep][layer]}"/><path d="${shade}" fill="${dark}" opacity="0.8"/>`;
  });
  const sails = Array.from({ length: 3 }, (_, index) => {
    const size = unit * (0.1 - index * 0.025);
    const [x, y] = [width * (0.2 + index * 0.27 + random(0, 0.06)), height * (0.41 - index * 0.02)];
    return `<path d="M${number(x)} ${number(y)}v${number(-size)}q${number(size * 0.7)} ${number(size * 0.5)} 0 ${number(size)}Z" fill="${palette.ink}"/><path d="M${number(x - size * 0.4)} ${number(y)}h${number(size * 0.9)}l${number(-size * 0.16)} ${number(size * 0.14)}h${number(-size * 0.58)}Z" fill="${palette.ink}"/>`;
  });
  return `<defs>${gradient('sky', [
    [0, palette.mid],
    [0.3, palette.glow],
    [0.55, palette.paper],
  ])}</defs>
<rect width="${width}" height="${height}" fill="url(#sky)"/>
<circle cx="${number(width * 0.68)}" cy="${number(height * 0.2)}" r="${number(unit * 0.14)}" fill="${palette.paper}"/>${sails.join('')}${layers.join('')}`;
};
