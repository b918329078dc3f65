/** Formats a coordinate for SVG with at most one decimal, so that the files are small and equal everywhere. */
export const number = (value) => String(Math.round(value * 10) / 10);
