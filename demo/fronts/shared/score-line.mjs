/**
 * Returns a film's rating in words.
 * @param {{ score: number | null, votes: number | null }} rating
 */
export const scoreLine = ({ score, votes }) =>
  score === null || votes === null
    ? 'Ratings cannot be reached just now.'
    : `${score.toFixed(1)} of 10 · ${votes.toLocaleString('en')} votes`;
