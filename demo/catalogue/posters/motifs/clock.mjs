import { gradient } from '../gradient.mjs';
import { number } from '../number.mjs';

/** A station clock in its own light, a moment before noon. */
export const clock = ({ width, height, palette, random }) => {
  const unit = Math.min(width, height);
  const [x, y, radius] = [width / 2, height * 0.33, unit * 0.3];
  const at = (turns, share) => {
    const angle = (turns - 0.25) * Math.PI * 2;
    return `${number(x + Math.cos(angle) * radius * share)} ${number(y + Math.sin(angle) * radius * share)}`;
  };
  const marks = Array.from(
    { length: 12 },
    (_, hour) => `M${at(hour / 12, 0.92)}L${at(hour / 12, hour % 3 ? 0.82 : 0.74)}`,
  );
  const minute = -random(0.01, 0.03);
  return `<defs>${gradient(
    'hall',
    [
      [0, palette.mid],
      [0.45, palette.deep],
      [1, palette.ink],
    ],
    { radial: true, attributes: 'cx="0.5" cy="0.33" r="0.75"' },
  )}
${gradient('beam', [
  [0, palette.glow, 0.5],
  [1, palette.glow, 0],
])}${gradient('dial', [
  [0, palette.paper],
  [1, palette.glow],
])}</defs>
<rect width="${width}" height="${height}" fill="url(#hall)"/>
<path d="M${number(x - radius)} ${number(y)}L${number(x - unit * 0.62)} ${height}H${number(x + unit * 0.62)}L${number(x + radius)} ${number(y)}Z" fill="url(#beam)"/>
<rect x="${number(x - unit * 0.012)}" width="${number(unit * 0.024)}" height="${number(y)}" fill="${palette.ink}"/>
<circle cx="${number(x)}" cy="${number(y)}" r="${number(radius * 1.1)}" fill="${palette.ink}"/><circle cx="${number(x)}" cy="${number(y)}" r="${number(radius)}" fill="url(#dial)"/>
<path d="${marks.join('')}" stroke="${palette.ink}" stroke-width="${number(unit * 0.013)}"/>
<g stroke="${palette.ink}" stroke-linecap="round"><path d="M${number(x)} ${number(y)}L${at(minute / 12, 0.5)}" stroke-width="${number(unit * 0.026)}"/><path d="M${number(x)} ${number(y)}L${at(minute, 0.8)}" stroke-width="${number(unit * 0.016)}"/></g>
<circle cx="${number(x)}" cy="${number(y)}" r="${number(unit * 0.025)}" fill="${palette.ink}"/>`;
};
