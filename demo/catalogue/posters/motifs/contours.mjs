import { gradient } from '../gradient.mjs';
import { number } from '../number.mjs';

/** The contour lines of an island that is on no map. */
export const contours = ({ width, height, palette, random }) => {
  const unit = Math.min(width, height);
  const [x, y] = [width * random(0.4, 0.6), height * 0.38];
  const [one, two, three] = [random(0, 7), random(0, 7), random(0, 7)];
  const rings = 17;
  const closed = (level) => {
    const points = Array.from({ length: 40 }, (_, index) => {
      const angle = (index / 40) * Math.PI * 2;
      const wobble =
        1 +
        0.2 * Math.sin(angle * 2 + one + level * 0.9) +
        0.12 * Math.sin(angle * 3 + two) +
        0.06 * Math.sin(angle * 7 + three);
      const radius = unit * 0.78 * level * wobble;
      return [x + Math.cos(angle) * radius * 1.1, y + Math.sin(angle) * radius];
    });
    const middle = ([ax, ay], [bx, by]) => `${number((ax + bx) / 2)} ${number((ay + by) / 2)}`;
    const curves = points.map(
      (point, index) => `Q${number(point[0])} ${number(point[1])} ${middle(point, points[(index + 1) % 40])}`,
    );
    return `M${middle(points[39], points[0])}${curves.join('')}Z`;
  };
  const lines = Array.from({ length: rings }, (_, index) => {
    const level = 1 - index / rings;
    const fill =
      level > 0.62 ? 'none' : level > 0.4 ? palette.mid : level > 0.2 ? palette.glow : palette.paper;
    return `<path d="${closed(level)}" fill="${fill}" fill-opacity="0.34" stroke="${palette.paper}" stroke-opacity="${index % 4 === 0 ? 0.95 : 0.45}" stroke-width="${index % 4 === 0 ? 2 : 1}"/>`;
  });
  const cross = unit * 0.035;
  return `<defs>${gradient('sea', [
    [0, palette.deep],
    [1, palette.ink],
  ])}</defs>
<rect width="${width}" height="${height}" fill="url(#sea)"/>${lines.join('')}
<path d="M${number(x - cross)} ${number(y - cross)}l${number(cross * 2)} ${number(cross * 2)}m0 ${number(-cross * 2)}l${number(-cross * 2)} ${number(cross * 2)}" stroke="${palette.ink}" stroke-width="5" stroke-linecap="round"/>`;
};
