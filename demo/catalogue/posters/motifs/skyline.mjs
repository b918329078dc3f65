import { gradient } from '../gradient.mjs';
import { number } from '../number.mjs';

/** Houses at night under a large moon, some windows lit. */
export const skyline = ({ width, height, palette, random }) => {
  const unit = Math.min(width, height);
  const row = (base, colour, litShare) => {
    let drawn = '';
    for (let x = -10; x < width; ) {
      const wide = unit * random(0.1, 0.19);
      const top = base - unit * random(0.06, 0.36);
      drawn += `<rect x="${number(x)}" y="${number(top)}" width="${number(wide + 1)}" height="${number(height - top)}" fill="${colour}"/>`;
      const cell = unit * 0.036;
      for (let column = x + cell * 0.6; column < x + wide - cell * 0.7; column += cell) {
        for (let y = top + cell * 0.8; y < base + unit * 0.2; y += cell * 1.5) {
          if (random() > litShare) continue;
          drawn += `<rect x="${number(column)}" y="${number(y)}" width="${number(cell * 0.46)}" height="${number(cell * 0.8)}" fill="${random() > 0.3 ? palette.glow : palette.paper}"/>`;
        }
      }
      x += wide;
    }
    return drawn;
  };
  const x = width * random(0.35, 0.65);
  return `<defs>${gradient('night', [
    [0, palette.ink],
    [0.45, palette.deep],
    [0.8, palette.mid],
  ])}
${gradient(
  'halo',
  [
    [0, palette.paper, 0.5],
    [1, palette.paper, 0],
  ],
  { radial: true },
)}</defs>
<rect width="${width}" height="${height}" fill="url(#night)"/>
<circle cx="${number(x)}" cy="${number(height * 0.25)}" r="${number(unit * 0.44)}" fill="url(#halo)"/>
<circle cx="${number(x)}" cy="${number(height * 0.25)}" r="${number(unit * 0.2)}" fill="${palette.paper}"/>
<g opacity="0.65">${row(height * 0.56, palette.mid, 0)}</g>${row(height * 0.66, palette.deep, 0.18)}${row(height * 0.8, palette.ink, 0.3)}`;
};
