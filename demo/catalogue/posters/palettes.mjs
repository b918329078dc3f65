/**
 * Five colours per film, from the darkest to the lightest: the only colours of its poster.
 * @typedef {{ ink: string, deep: string, mid: string, glow: string, paper: string }} Palette
 */
const palette = (ink, deep, mid, glow, paper) => ({ ink, deep, mid, glow, paper });

/** @type {Record<string, Palette>} */
export const palettes = {
  blood: palette('#100608', '#3a0a12', '#a3182a', '#f0583f', '#ffe9d6'),
  citrus: palette('#2a1c04', '#7a4a05', '#e08a0b', '#f8cf45', '#fff8dc'),
  coral: palette('#0f2438', '#1c5470', '#ee6352', '#f8b27c', '#fff2e0'),
  dusk: palette('#14122f', '#3d2a6d', '#a24a88', '#f48c6a', '#ffe6c8'),
  ember: palette('#1a0d12', '#561a22', '#c5432d', '#f7a24e', '#fde9c8'),
  frost: palette('#0b1830', '#254b82', '#649cca', '#c3e0ea', '#f8fcfa'),
  ink: palette('#0b0c10', '#23262f', '#626a78', '#eab53c', '#f5f1e8'),
  mint: palette('#05231f', '#0c5849', '#2ba883', '#a9e5c1', '#f6fcef'),
  moss: palette('#0d1a14', '#224034', '#57864c', '#c7d16c', '#f8f2d2'),
  neon: palette('#120a2c', '#3b1173', '#c026a3', '#ff7a59', '#ffeac2'),
  plum: palette('#170a1d', '#43194f', '#8e3f86', '#e58fa8', '#fdeaea'),
  rose: palette('#290e22', '#781d4b', '#dc5069', '#f8a88f', '#fff1e4'),
  sand: palette('#2a1810', '#784722', '#c8884a', '#edca8b', '#fcf4df'),
  tide: palette('#061a29', '#0d465b', '#1e8888', '#8fd8b6', '#f4f2da'),
};
