import '../../shared/make-something-happen.mjs';
import { favouriteButton } from './favourite-button.mjs';
import { genreChips } from './genre-chips.mjs';
import { searchForm } from './search-form.mjs';
import { signInForm } from './sign-in-form.mjs';
import { similarFilms } from './similar-films.mjs';
import { starRating } from './star-rating.mjs';

/** Behaviour of each part of a page, by the attribute that marks it in the markup. */
const parts = {
  '[data-favourite]': favouriteButton,
  '[data-genres]': genreChips,
  '[data-search]': searchForm,
  '[data-sign-in], [data-sign-out]': signInForm,
  '[data-similar]': similarFilms,
  '[data-stars]': starRating,
};

for (const [selector, bringToLife] of Object.entries(parts)) {
  const element = document.querySelector(selector);
  if (element) bringToLife(element);
}
