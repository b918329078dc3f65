import { gradient } from '../gradient.mjs';
import { number } from '../number.mjs';

/** A planet with a ring, its moons' orbits, and stars. */
export const orbits = ({ width, height, palette, random }) => {
  const unit = Math.min(width, height);
  const x = width * random(0.42, 0.6);
  const y = height * 0.4;
  const radius = unit * random(0.2, 0.27);
  const tilt = random(-28, -14);
  const stars = Array.from({ length: 70 }, () => {
    const size = random(0.4, 1.7);
    return `<circle cx="${number(random(0, width))}" cy="${number(random(0, height))}" r="${number(size)}" opacity="${number(random(0.3, 1))}"/>`;
  });
  const paths = [1.55, 2.1, 2.75, 3.5].map((factor, index) => {
    const angle = random(0, Math.PI * 2);
    const wide = radius * factor;
    const tall = wide * 0.34;
    const moon = `<circle cx="${number(x + Math.cos(angle) * wide)}" cy="${number(y + Math.sin(angle) * tall)}" r="${number(radius * (0.05 + index * 0.022))}" fill="${index % 2 ? palette.glow : palette.paper}"/>`;
    return `<ellipse cx="${number(x)}" cy="${number(y)}" rx="${number(wide)}" ry="${number(tall)}" fill="none" stroke="${palette.paper}" stroke-opacity="${number(0.55 - index * 0.1)}" stroke-width="1.2"/>${moon}`;
  });
  return `<defs>${gradient('sky', [
    [0, palette.ink],
    [0.7, palette.deep],
    [1, palette.mid],
  ])}
${gradient(
  'planet',
  [
    [0, palette.paper],
    [0.35, palette.glow],
    [0.75, palette.mid],
    [1, palette.deep],
  ],
  { radial: true, attributes: 'cx="0.32" cy="0.28" r="0.85"' },
)}
<clipPath id="front"><rect x="${number(x - radius * 3)}" y="${number(y)}" width="${number(radius * 6)}" height="${number(radius * 3)}"/></clipPath></defs>
<rect width="${width}" height="${height}" fill="url(#sky)"/><g fill="${palette.paper}">${stars.join('')}</g>
<g transform="rotate(${number(tilt)} ${number(x)} ${number(y)})">${paths.join('')}
<circle cx="${number(x)}" cy="${number(y)}" r="${number(radius)}" fill="url(#planet)"/>
<ellipse cx="${number(x)}" cy="${number(y)}" rx="${number(radius * 1.55)}" ry="${number(radius * 0.42)}" fill="none" stroke="${palette.paper}" stroke-width="${number(radius * 0.09)}" stroke-opacity="0.9" clip-path="url(#front)"/></g>`;
};
