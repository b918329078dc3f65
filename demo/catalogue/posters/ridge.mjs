import { number } from './number.mjs';

/**
 * Returns a closed shape whose upper edge follows `heightAt` from left to right, and whose lower edge is the picture's:
 * hills, waves, dunes. The edge is smoothed with quadratic curves through the midpoints.
 * @param {{ width: number, height: number, steps: number, heightAt: (share: number) => number }} shape
 */
export const ridge = ({ width, height, steps, heightAt }) => {
  const points = Array.from({ length: steps + 1 }, (_, step) => [
    (step / steps) * width,
    heightAt(step / steps),
  ]);
  let path = `M0 ${number(height)}L0 ${number(points[0][1])}`;
  for (let index = 0; index < points.length - 1; index += 1) {
    const [x, y] = points[index];
    const [nextX, nextY] = points[index + 1];
    path += `Q${number(x)} ${number(y)} ${number((x + nextX) / 2)} ${number((y + nextY) / 2)}`;
  }
  return `${path}L${number(width)} ${number(points.at(-1)[1])}L${number(width)} ${number(height)}Z`;
};
