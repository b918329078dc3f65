import type { RouteObject } from 'react-router';
import { askApi } from '../../shared/ask-api.ts';
import type { Catalogue, Film, Found, Visitor } from '../../shared/movie.ts';
import { Layout } from './layout.tsx';
import { FavouritesPage } from './pages/favourites-page.tsx';
import { FilmPage } from './pages/film-page.tsx';
import { HomePage } from './pages/home-page.tsx';
import { MissingPage } from './pages/missing-page.tsx';
import { ProblemPage } from './pages/problem-page.tsx';
import { SearchPage } from './pages/search-page.tsx';
import { SignInPage } from './pages/sign-in-page.tsx';

const searchOf = (request: Request) => new URL(request.url).search;

/** Every page with what it needs to know before it is shown. */
export const routes: RouteObject[] = [
  {
    path: '/',
    element: <Layout />,
    loader: () => askApi<Visitor>('/visitor'),
    // Who visits changes by what this page does itself; the layout keeps it.
    shouldRevalidate: () => false,
    hydrateFallbackElement: <main id="main" />,
    errorElement: <ProblemPage />,
    children: [
      {
        errorElement: <ProblemPage />,
        children: [
          {
            index: true,
            element: <HomePage />,
            loader: ({ request }) => askApi<Catalogue>(`/movies${searchOf(request)}`),
          },
          {
            path: 'search',
            element: <SearchPage />,
            loader: ({ request }) => askApi<Found>(`/search${searchOf(request)}`),
          },
          {
            path: 'movies/:id',
            element: <FilmPage />,
            loader: ({ params }) => askApi<Film>(`/movies/${params.id}`),
          },
          {
            path: 'favourites',
            element: <FavouritesPage />,
            loader: () => askApi<Pick<Catalogue, 'movies'>>('/favourites'),
          },
          { path: 'sign-in', element: <SignInPage /> },
          { path: '*', element: <MissingPage /> },
        ],
      },
    ],
  },
];
