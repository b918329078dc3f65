import { gradient } from '../gradient.mjs';
import { number } from '../number.mjs';

/** An eye that looks out of nested lids. */
export const eye = ({ width, height, palette, random }) => {
  const unit = Math.min(width, height);
  const [x, y] = [width / 2, height * 0.38];
  const lids = Array.from({ length: 9 }, (_, index) => {
    const share = 1 - index / 11;
    const [half, rise] = [unit * 0.62 * share, unit * 0.78 * share * (1 - index * 0.035)];
    const colour =
      index === 8 ? palette.paper : index % 2 ? palette.deep : index > 4 ? palette.mid : palette.ink;
    return `<path d="M${number(x - half)} ${number(y)}Q${number(x)} ${number(y - rise)} ${number(x + half)} ${number(y)}Q${number(x)} ${number(y + rise)} ${number(x - half)} ${number(y)}Z" fill="${colour}"/>`;
  });
  const iris = unit * 0.098;
  const spokes = Array.from({ length: 36 }, (_, index) => {
    const angle = (index / 36) * Math.PI * 2;
    const inner = iris * random(0.42, 0.6);
    return `M${number(x + Math.cos(angle) * inner)} ${number(y + Math.sin(angle) * inner)}L${number(x + Math.cos(angle) * iris)} ${number(y + Math.sin(angle) * iris)}`;
  });
  return `<defs>${gradient(
    'dark',
    [
      [0, palette.mid],
      [0.55, palette.deep],
      [1, palette.ink],
    ],
    { radial: true, attributes: 'cx="0.5" cy="0.38" r="0.75"' },
  )}
${gradient(
  'iris',
  [
    [0, palette.glow],
    [1, palette.mid],
  ],
  { radial: true },
)}</defs>
<rect width="${width}" height="${height}" fill="url(#dark)"/>${lids.join('')}
<circle cx="${number(x)}" cy="${number(y)}" r="${number(iris)}" fill="url(#iris)"/><path d="${spokes.join('')}" stroke="${palette.ink}" stroke-opacity="0.6" stroke-width="1.3"/>
<circle cx="${number(x)}" cy="${number(y)}" r="${number(iris * 0.45)}" fill="${palette.ink}"/><circle cx="${number(x + iris * 0.28)}" cy="${number(y - iris * 0.3)}" r="${number(iris * 0.16)}" fill="${palette.paper}"/>`;
};
