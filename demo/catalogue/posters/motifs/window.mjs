import { gradient } from '../gradient.mjs';
import { number } from '../number.mjs';

/** A tall lit window in a dark wall, and its light on the floor. */
export const window = ({ width, height, palette, random }) => {
  const unit = Math.min(width, height);
  const [wide, tall] = [unit * 0.52, unit * 0.72];
  const x = width / 2 - wide / 2;
  const y = height * 0.12 + (height - unit) * 0.04;
  const lit = Array.from({ length: 12 }, (_, index) => {
    const [column, row] = [index % 3, Math.floor(index / 3)];
    const gap = unit * 0.018;
    const [paneWide, paneTall] = [(wide - gap * 4) / 3, (tall - gap * 5) / 4];
    return `<rect x="${number(x + gap + column * (paneWide + gap))}" y="${number(y + gap + row * (paneTall + gap))}" width="${number(paneWide)}" height="${number(paneTall)}" fill="url(#light)" opacity="${number(random(0.65, 1))}"/>`;
  });
  const floor = y + tall + unit * 0.1;
  const spread = unit * 0.2;
  return `<defs>${gradient('wall', [
    [0, palette.deep],
    [1, palette.ink],
  ])}
${gradient('light', [
  [0, palette.paper],
  [1, palette.glow],
])}
${gradient('beam', [
  [0, palette.glow, 0.75],
  [1, palette.mid, 0],
])}
${gradient(
  'halo',
  [
    [0, palette.mid, 0.9],
    [1, palette.mid, 0],
  ],
  { radial: true },
)}</defs>
<rect width="${width}" height="${height}" fill="url(#wall)"/>
<ellipse cx="${number(width / 2)}" cy="${number(y + tall / 2)}" rx="${number(unit * 0.75)}" ry="${number(unit * 0.72)}" fill="url(#halo)"/>
<path d="M${number(x)} ${number(floor)}H${number(x + wide)}L${number(x + wide + spread)} ${height}H${number(x - spread)}Z" fill="url(#beam)"/>
<rect x="${number(x)}" y="${number(y)}" width="${number(wide)}" height="${number(tall)}" fill="${palette.ink}"/>${lit.join('')}
<rect x="${number(x - unit * 0.03)}" y="${number(y + tall)}" width="${number(wide + unit * 0.06)}" height="${number(unit * 0.028)}" fill="${palette.ink}"/>`;
};
