/**
 * Returns the line below a film's title on a card.
 * @param {{ year: number, genre: string, score: number | null }} movie
 */
export const filmFacts = ({ year, genre, score }) =>
  [year, genre, score === null ? null : `★ ${score.toFixed(1)}`].filter(Boolean).join(' · ');
