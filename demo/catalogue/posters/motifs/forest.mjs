import { gradient } from '../gradient.mjs';
import { number } from '../number.mjs';

/** Pines in three depths with fog between them; all lean a little the same way. */
export const forest = ({ width, height, palette, random }) => {
  const unit = Math.min(width, height);
  const lean = random(-0.13, 0.13);
  const pine = (x, foot, tall) => {
    const tip = x + tall * lean;
    const tiers = Array.from({ length: 4 }, (_, tier) => {
      const top = tier / 4.6;
      const bottom = (tier + 1.5) / 5;
      const half = tall * 0.2 * (0.4 + tier * 0.27);
      const at = (share) => tip + (x - tip) * share;
      return `M${number(at(top))} ${number(foot - tall * (1 - top))}L${number(at(bottom) + half)} ${number(foot - tall * (1 - bottom))}H${number(at(bottom) - half)}Z`;
    });
    return `${tiers.join('')}M${number(x - tall * 0.018)} ${number(foot)}h${number(tall * 0.036)}L${number(tip)} ${number(foot - tall * 0.9)}Z`;
  };
  const stand = (foot, tall, colour, count) => {
    const trees = Array.from({ length: count }, (_, index) =>
      pine(
        ((index + random(0.1, 0.9)) / count) * width,
        foot + random(0, 0.03) * height,
        tall * random(0.75, 1.15),
      ),
    );
    return `<path d="${trees.join('')}" fill="${colour}"/><rect y="${number(foot)}" width="${width}" height="${number(height - foot)}" fill="${colour}"/><rect y="${number(foot - tall * 0.35)}" width="${width}" height="${number(tall * 0.4)}" fill="url(#fog)"/>`;
  };
  const wide = width / unit;
  return `<defs>${gradient('sky', [
    [0, palette.deep],
    [0.35, palette.mid],
    [0.7, palette.glow],
  ])}${gradient('fog', [
    [0, palette.glow, 0],
    [1, palette.glow, 0.3],
  ])}</defs>
<rect width="${width}" height="${height}" fill="url(#sky)"/>
<circle cx="${number(width * random(0.3, 0.7))}" cy="${number(height * 0.26)}" r="${number(unit * 0.19)}" fill="${palette.paper}"/>
<g opacity="0.55">${stand(height * 0.58, unit * 0.3, palette.mid, Math.round(11 * wide))}</g>${stand(height * 0.7, unit * 0.46, palette.deep, Math.round(8 * wide))}${stand(height * 0.88, unit * 0.66, palette.ink, Math.round(5 * wide))}`;
};
