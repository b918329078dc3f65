import { number } from '../number.mjs';

/** A floor of quarter discs, half discs and dots, each turned by chance. */
export const tiles = ({ width, height, palette, random }) => {
  const columns = width > height ? 10 : 4;
  const size = width / columns;
  const colours = [palette.deep, palette.mid, palette.glow, palette.paper, palette.ink];
  const pick = (but) => {
    const others = colours.filter((colour) => colour !== but);
    return others[Math.floor(random(0, others.length))];
  };
  const shapes = [
    (fill) => `<path d="M0 0H1A1 1 0 0 1 0 1Z" fill="${fill}"/>`,
    (fill) =>
      `<path d="M0 0A0.5 0.5 0 0 0 1 0Z" fill="${fill}"/><path d="M0 1A0.5 0.5 0 0 1 1 1Z" fill="${fill}"/>`,
    (fill, second) =>
      `<circle cx="0.5" cy="0.5" r="0.36" fill="${fill}"/><circle cx="0.5" cy="0.5" r="0.16" fill="${second}"/>`,
    (fill) => `<path d="M0 0H1L0 1Z" fill="${fill}"/>`,
    (fill, second) =>
      `<path d="M0 0H1A1 1 0 0 1 0 1Z" fill="${fill}"/><path d="M0 0H0.5A0.5 0.5 0 0 1 0 0.5Z" fill="${second}"/>`,
  ];
  let drawn = '';
  for (let row = 0; row * size < height; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const ground = pick();
      const fill = pick(ground);
      const turn = Math.floor(random(0, 4)) * 90;
      const shape = shapes[Math.floor(random(0, shapes.length))](fill, pick(fill));
      drawn += `<g transform="translate(${number(column * size)} ${number(row * size)}) scale(${number(size)}) rotate(${turn} 0.5 0.5)"><rect x="-0.01" y="-0.01" width="1.02" height="1.02" fill="${ground}"/>${shape}</g>`;
    }
  }
  return drawn;
};
