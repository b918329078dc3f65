import { useState } from 'react';
import { askApi } from '../../../shared/ask-api.ts';
import type { Film } from '../../../shared/movie.ts';
import { scoreLine } from '../../../shared/score-line.mjs';

/** Shows the rating, and sends the visitor's own stars. */
export const StarRating = ({ movie }: { movie: Film }) => {
  const [line, setLine] = useState(() => scoreLine(movie));
  const rate = async (stars: number) => {
    try {
      const rating = await askApi<Pick<Film, 'score' | 'votes'>>(`/movies/${movie.id}/rating`, {
        method: 'PUT',
        body: { stars },
      });
      setLine(`Thank you. ${scoreLine(rating)}`);
    } catch {
      setLine('Your rating could not be stored.');
    }
  };
  return (
    <>
      <fieldset className="stars">
        <legend className="visually-hidden">Your rating</legend>
        {[1, 2, 3, 4, 5].map((count) => (
          <label className="star" key={count}>
            <input
              type="radio"
              name="stars"
              value={count}
              data-rum-name="rate film"
              onChange={() => rate(count)}
            />
            <span className="visually-hidden">{count} of 5 stars</span>
          </label>
        ))}
      </fieldset>
      <p className="quiet" role="status">
        {line}
      </p>
    </>
  );
};
