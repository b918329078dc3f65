import { number } from './number.mjs';
import { lineWidth, titleLines } from './title-lines.mjs';

const serif = 'Palatino Linotype, Palatino, Iowan Old Style, Georgia, Liberation Serif, serif';
const sans = 'Avenir Next, Helvetica Neue, Helvetica, Arial, Liberation Sans, sans-serif';
const serifGenres = new Set(['Drama', 'Romance', 'Mystery', 'Horror']);

const escapeText = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/**
 * The director's name, the title and the year, over a shade that keeps them readable on any picture.
 * Every line states its length, so that a poster looks the same whatever fonts a machine has.
 */
export const lettering = ({ title, director, year, genre, width, height, palette }) => {
  const margin = width * 0.075;
  const family = serifGenres.has(genre) ? serif : sans;
  const { lines, size } = titleLines(title, {
    width: width - margin * 2,
    maxLines: 4,
    maxSize: width * 0.165,
    maxHeight: height * 0.3,
  });
  const leading = size * 1.02;
  const bottom = height - margin - 20;
  const rows = lines.map((line, index) => {
    const y = bottom - (lines.length - 1 - index) * leading;
    return `<text x="${number(margin)}" y="${number(y)}" textLength="${number(lineWidth(line) * size)}" lengthAdjust="spacingAndGlyphs">${escapeText(line)}</text>`;
  });
  const shadeTop = Math.max(0, bottom - lines.length * leading - height * 0.16);
  return `<defs><linearGradient id="shade" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${palette.ink}" stop-opacity="0"/><stop offset="0.45" stop-color="${palette.ink}" stop-opacity="0.82"/><stop offset="1" stop-color="${palette.ink}"/></linearGradient></defs>
<rect y="${number(shadeTop)}" width="${width}" height="${number(height - shadeTop)}" fill="url(#shade)"/>
<g fill="${palette.paper}" font-family="${family}" font-weight="700" font-size="${number(size)}">${rows.join('')}</g>
<g fill="${palette.glow}" font-family="${sans}" font-size="11" font-weight="600" letter-spacing="1.6"><text x="${number(margin)}" y="${number(height - margin + 2)}">${escapeText(director.toUpperCase())}</text><text x="${number(width - margin)}" y="${number(height - margin + 2)}" text-anchor="end">${year}</text></g>`;
};
