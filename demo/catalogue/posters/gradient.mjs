/**
 * A linear gradient from the top to the bottom, or a radial one from the middle outwards.
 * @param {string} id
 * @param {[share: number, colour: string, opacity?: number][]} stops
 * @param {{ radial?: boolean, attributes?: string }} [options]
 */
export const gradient = (
  id,
  stops,
  { radial = false, attributes = radial ? '' : 'x1="0" y1="0" x2="0" y2="1"' } = {},
) => {
  const element = radial ? 'radialGradient' : 'linearGradient';
  const drawn = stops.map(
    ([share, colour, opacity = 1]) =>
      `<stop offset="${share}" stop-color="${colour}"${opacity < 1 ? ` stop-opacity="${opacity}"` : ''}/>`,
  );
  return `<${element} id="${id}" ${attributes}>${drawn.join('')}</${element}>`;
};
