/** A coordinate as SVG likes it: at most one decimal, so that the files stay small and the same everywhere. */
export const number = (value) => String(Math.round(value * 10) / 10);
