import { gradient } from '../gradient.mjs';
import { number } from '../number.mjs';
import { ridge } from '../ridge.mjs';

/** Bands of sea below a low disc, its light broken on the water. */
export const waves = ({ width, height, palette, random }) => {
  const unit = Math.min(width, height);
  const x = width * random(0.36, 0.64);
  const line = height * 0.42;
  const colours = [palette.glow, palette.mid, palette.mid, palette.deep, palette.deep, palette.ink];
  const bands = colours.map((colour, band) => {
    const base = line + unit * 0.06 + band ** 1.25 * unit * 0.1;
    const [phase, swing] = [random(0, 7), unit * (0.012 + band * 0.008)];
    const crests = (4 + band * 0.4) * (width / unit);
    const heightAt = (share) => base + Math.sin(share * crests * Math.PI + phase) * swing;
    const path = ridge({ width, height, steps: Math.round(crests * 8), heightAt });
    return `<path d="${path}" fill="${colour}" fill-opacity="${band === 1 ? 0.7 : 0.92}" stroke="${palette.paper}" stroke-opacity="0.35" stroke-width="1.2"/>`;
  });
  const glints = Array.from({ length: 9 }, (_, index) => {
    const wide = unit * random(0.05, 0.3) * (1 - index * 0.06);
    return `<rect x="${number(x - wide / 2)}" y="${number(line + unit * (0.03 + index * 0.048))}" width="${number(wide)}" height="${number(unit * 0.011)}" rx="2" fill="${palette.paper}" opacity="${number(0.9 - index * 0.07)}"/>`;
  });
  return `<defs>${gradient('sky', [
    [0, palette.ink],
    [0.25, palette.deep],
    [0.5, palette.mid],
  ])}
${gradient('disc', [
  [0, palette.paper],
  [1, palette.glow],
])}</defs>
<rect width="${width}" height="${height}" fill="url(#sky)"/>
<circle cx="${number(x)}" cy="${number(line - unit * 0.08)}" r="${number(unit * 0.23)}" fill="url(#disc)"/>
<rect y="${number(line)}" width="${width}" height="${number(height - line)}" fill="${palette.mid}"/>${bands.join('')}${glints.join('')}`;
};
