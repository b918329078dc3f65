import { gradient } from '../gradient.mjs';
import { number } from '../number.mjs';

/** A record on a coloured field: grooves, two shines, a label. */
export const record = ({ width, height, palette, random }) => {
  const unit = Math.min(width, height);
  const radius = unit * 0.44;
  const x = width * random(0.44, 0.56);
  const y = height * 0.38;
  const grooves = Array.from({ length: 14 }, (_, index) => {
    const share = 0.42 + (index / 14) * 0.55;
    return `<circle cx="${number(x)}" cy="${number(y)}" r="${number(radius * share)}" stroke-opacity="${number(random(0.12, 0.5))}"/>`;
  });
  const shine = (turn) => {
    const point = (angle) =>
      `${number(x + Math.cos(angle) * radius)} ${number(y + Math.sin(angle) * radius)}`;
    return `<path d="M${number(x)} ${number(y)}L${point(turn)}A${number(radius)} ${number(radius)} 0 0 1 ${point(turn + 0.42)}Z" fill="${palette.paper}" opacity="0.17"/>`;
  };
  const turn = random(0, Math.PI);
  return `<defs>${gradient('field', [
    [0, palette.glow],
    [0.6, palette.mid],
    [1, palette.deep],
  ])}
${gradient(
  'vinyl',
  [
    [0, palette.deep],
    [1, palette.ink],
  ],
  { radial: true },
)}</defs>
<rect width="${width}" height="${height}" fill="url(#field)"/>
<circle cx="${number(x)}" cy="${number(y + unit * 0.02)}" r="${number(radius * 1.05)}" fill="${palette.ink}" opacity="0.25"/>
<circle cx="${number(x)}" cy="${number(y)}" r="${number(radius)}" fill="url(#vinyl)"/>
<g fill="none" stroke="${palette.mid}" stroke-width="1.1">${grooves.join('')}</g>${shine(turn)}${shine(turn + Math.PI)}
<circle cx="${number(x)}" cy="${number(y)}" r="${number(radius * 0.34)}" fill="${palette.paper}"/>
<circle cx="${number(x)}" cy="${number(y)}" r="${number(radius * 0.27)}" fill="none" stroke="${palette.mid}" stroke-width="2"/>
<circle cx="${number(x)}" cy="${number(y)}" r="${number(radius * 0.045)}" fill="${palette.ink}"/>`;
};
