import { gradient } from '../gradient.mjs';
import { number } from '../number.mjs';

/** Two discs that overlap, and the rings that they make together. */
export const lovers = ({ width, height, palette, random }) => {
  const unit = Math.min(width, height);
  const radius = unit * 0.3;
  const lean = unit * random(0.15, 0.19);
  const drop = unit * random(-0.09, 0.09);
  const y = height * 0.38;
  const [left, right] = [
    [width / 2 - lean, y - drop],
    [width / 2 + lean, y + drop],
  ];
  const rings = ([cx, cy], colour) =>
    Array.from(
      { length: 7 },
      (_, index) =>
        `<circle cx="${number(cx)}" cy="${number(cy)}" r="${number(radius * (1.16 + index * 0.16))}" stroke="${colour}" stroke-opacity="${number(0.8 - index * 0.1)}"/>`,
    ).join('');
  return `<defs>${gradient('air', [
    [0, palette.paper],
    [0.6, palette.glow],
    [1, palette.mid],
  ])}
${gradient('one', [
  [0, palette.glow],
  [1, palette.mid],
])}${gradient('two', [
  [0, palette.deep],
  [1, palette.ink],
])}
<clipPath id="first"><circle cx="${number(left[0])}" cy="${number(left[1])}" r="${number(radius)}"/></clipPath></defs>
<rect width="${width}" height="${height}" fill="url(#air)"/>
<g fill="none" stroke-width="1.4">${rings(left, palette.mid)}${rings(right, palette.deep)}</g>
<circle cx="${number(left[0])}" cy="${number(left[1])}" r="${number(radius)}" fill="url(#one)"/>
<circle cx="${number(right[0])}" cy="${number(right[1])}" r="${number(radius)}" fill="url(#two)"/>
<circle cx="${number(right[0])}" cy="${number(right[1])}" r="${number(radius)}" fill="${palette.paper}" clip-path="url(#first)"/>`;
};
