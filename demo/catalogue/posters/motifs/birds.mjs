import { gradient } from '../gradient.mjs';
import { number } from '../number.mjs';

/** Folded-paper birds that rise past a disc. */
export const birds = ({ width, height, palette, random }) => {
  const unit = Math.min(width, height);
  const bird = (
    x,
    y,
    size,
    turn,
  ) => `<g transform="translate(${number(x)} ${number(y)}) rotate(${number(turn)}) scale(${number(size)})">
<path d="M0 0L-0.9 -0.55L-0.2 0.1Z" fill="${palette.paper}"/><path d="M0 0L0.5 -1L0.15 0.12Z" fill="${palette.glow}"/><path d="M-0.2 0.1L0.15 0.12L0.75 -0.02L0.2 0.3Z" fill="${palette.paper}"/><path d="M0 0L-0.2 0.1L0.2 0.3L0.15 0.12Z" fill="${palette.mid}"/><path d="M0.75 -0.02L0.98 0.1L0.6 0.1Z" fill="${palette.deep}"/></g>`;
  const count = Math.round(7 * (width / unit)) + 3;
  const flock = Array.from({ length: count }, (_, index) => {
    const share = index / (count - 1);
    const x = width * (0.1 + share * 0.76 + random(-0.05, 0.05));
    const y = height * (0.66 - share * 0.5 + random(-0.1, 0.1));
    return bird(x, y, unit * (0.06 + 0.13 * (1 - Math.abs(share - 0.55) * 1.5)), random(-24, 4));
  });
  const x = width * random(0.46, 0.6);
  return `<defs>${gradient('sky', [
    [0, palette.ink],
    [0.4, palette.deep],
    [0.8, palette.mid],
    [1, palette.glow],
  ])}
${gradient('disc', [
  [0, palette.paper],
  [1, palette.glow],
])}</defs>
<rect width="${width}" height="${height}" fill="url(#sky)"/>
<circle cx="${number(x)}" cy="${number(height * 0.36)}" r="${number(unit * 0.46)}" fill="${palette.mid}" opacity="0.35"/>
<circle cx="${number(x)}" cy="${number(height * 0.36)}" r="${number(unit * 0.33)}" fill="url(#disc)" opacity="0.92"/>${flock.join('')}`;
};
