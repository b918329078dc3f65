import { gradient } from '../gradient.mjs';
import { number } from '../number.mjs';

/** A striped sun that sets behind a grid which runs to the horizon. */
export const horizon = ({ width, height, palette, random }) => {
  const line = height * 0.56;
  const radius = Math.min(width, height) * 0.31;
  const x = width * random(0.46, 0.54);
  const stripes = Array.from({ length: 6 }, (_, index) => {
    const share = (index + 1) / 7;
    return `<rect x="0" y="${number(line - radius * 0.95 * (1 - share))}" width="${width}" height="${number(2 + share * 7)}" fill="${palette.deep}"/>`;
  });
  const across = Array.from({ length: 11 }, (_, index) => {
    const y = line + (height - line) * (index / 10) ** 2.1;
    return `M0 ${number(y)}H${width}`;
  });
  const along = Array.from({ length: 25 }, (_, index) => {
    const offset = index - 12;
    return `M${number(x + offset * width * 0.03)} ${number(line)}L${number(x + offset * width * 0.24)} ${height}`;
  });
  return `<defs>${gradient('sky', [
    [0, palette.ink],
    [0.55, palette.deep],
    [1, palette.mid],
  ])}
${gradient('sun', [
  [0, palette.paper],
  [0.45, palette.glow],
  [1, palette.mid],
])}
${gradient('floor', [
  [0, palette.mid, 0.7],
  [0.25, palette.deep],
  [1, palette.ink],
])}
<clipPath id="disc"><circle cx="${number(x)}" cy="${number(line - radius * 0.55)}" r="${number(radius)}"/></clipPath></defs>
<rect width="${width}" height="${height}" fill="url(#sky)"/>
<g clip-path="url(#disc)"><rect x="${number(x - radius)}" y="${number(line - radius * 1.55)}" width="${number(radius * 2)}" height="${number(radius * 2)}" fill="url(#sun)"/>${stripes.join('')}</g>
<rect y="${number(line)}" width="${width}" height="${number(height - line)}" fill="url(#floor)"/>
<path d="${across.join('')}${along.join('')}" fill="none" stroke="${palette.glow}" stroke-opacity="0.75" stroke-width="1.2"/>
<path d="M0 ${number(line)}H${width}" stroke="${palette.paper}" stroke-width="2"/>`;
};
