import { useState } from 'react';
import { askApi } from '../../../shared/ask-api.ts';
import type { Film } from '../../../shared/movie.ts';
import { useVisitor } from '../visitor-context.ts';

/** Adds the film to the visitor's favourites, or removes it. */
export const FavouriteButton = ({ movie }: { movie: Film }) => {
  const [isFavourite, setFavourite] = useState(movie.isFavourite);
  const { setVisitor } = useVisitor();
  const toggle = async () => {
    const method = isFavourite ? 'DELETE' : 'PUT';
    const answer = await askApi<{ isFavourite: boolean; count: number }>(`/favourites/${movie.id}`, {
      method,
    });
    setFavourite(answer.isFavourite);
    setVisitor((visitor) => ({ ...visitor, favouriteCount: answer.count }));
  };
  return (
    <button
      type="button"
      className="button"
      aria-pressed={isFavourite}
      data-rum-name="toggle favourite"
      onClick={toggle}
    >
      {isFavourite ? 'In your favourites' : 'Add to favourites'}
    </button>
  );
};
