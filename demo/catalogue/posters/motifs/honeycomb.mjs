import { gradient } from '../gradient.mjs';
import { number } from '../number.mjs';

/** Cells of a comb, more of them full towards the top. */
export const honeycomb = ({ width, height, palette, random }) => {
  const radius = Math.min(width, height) * 0.086;
  const hexagon = (x, y, size) => {
    const corners = Array.from({ length: 6 }, (_, corner) => {
      const angle = ((corner * 60 - 90) / 180) * Math.PI;
      return `${number(x + Math.cos(angle) * size)} ${number(y + Math.sin(angle) * size)}`;
    });
    return `M${corners.join('L')}Z`;
  };
  const [stepX, stepY] = [radius * Math.sqrt(3), radius * 1.5];
  let cells = '';
  for (let row = -1; row * stepY < height + radius; row += 1) {
    for (let column = -1; column * stepX < width + radius; column += 1) {
      const [x, y] = [column * stepX + (row % 2 ? stepX / 2 : 0), row * stepY];
      const full = random() > (y / height) * 1.25;
      const fill = full
        ? random() > 0.75
          ? palette.paper
          : random() > 0.45
            ? palette.glow
            : 'url(#honey)'
        : palette.deep;
      cells += `<path d="${hexagon(x, y, radius * 0.92)}" fill="${fill}" opacity="${full ? 1 : number(random(0.25, 0.75))}"/>`;
      if (full && random() > 0.6)
        cells += `<path d="${hexagon(x, y, radius * 0.5)}" fill="${palette.mid}" opacity="0.35"/>`;
    }
  }
  return `<defs>${gradient('comb', [
    [0, palette.mid],
    [0.6, palette.deep],
    [1, palette.ink],
  ])}${gradient('honey', [
    [0, palette.glow],
    [1, palette.mid],
  ])}</defs>
<rect width="${width}" height="${height}" fill="url(#comb)"/>${cells}`;
};
