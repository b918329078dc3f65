import { type RouteLocationNormalized, type RouteRecordRaw, stringifyQuery } from 'vue-router';
import { askApi } from '../../shared/ask-api.ts';
import type { Catalogue, Film, Found } from '../../shared/movie.ts';
import FavouritesPage from './pages/favourites-page.vue';
import FilmPage from './pages/film-page.vue';
import HomePage from './pages/home-page.vue';
import MissingPage from './pages/missing-page.vue';
import SearchPage from './pages/search-page.vue';
import SignInPage from './pages/sign-in-page.vue';

const searchOf = ({ query }: RouteLocationNormalized) => {
  const search = stringifyQuery(query);
  return search && `?${search}`;
};

/** Returns a page's props. An error of their loading is thrown in the page's place, to the error boundary around it. */
const props = ({ meta }: RouteLocationNormalized) => {
  if (meta.failure) throw meta.failure;
  return { ...meta.data };
};

/** All pages, with the data that each needs before it is shown. */
export const routes: RouteRecordRaw[] = [
  {
    path: '/',
    component: HomePage,
    props,
    meta: { load: (to) => askApi<Catalogue>(`/movies${searchOf(to)}`) },
  },
  {
    path: '/search',
    component: SearchPage,
    props,
    meta: { load: (to) => askApi<Found>(`/search${searchOf(to)}`) },
  },
  {
    path: '/movies/:id',
    component: FilmPage,
    props,
    meta: { load: async ({ params }) => ({ movie: await askApi<Film>(`/movies/${params.id}`) }) },
  },
  {
    path: '/favourites',
    component: FavouritesPage,
    props,
    meta: { load: () => askApi<Pick<Catalogue, 'movies'>>('/favourites') },
  },
  { path: '/sign-in', component: SignInPage },
  { path: '/:rest(.*)*', component: MissingPage },
];
