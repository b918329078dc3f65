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

/** All pages, with the data that each needs before it is shown. */
export const routes: RouteObject[] = [
  {
    path: '/',
    element: <Layout />,
    loader: () => askApi<Visitor>('/visitor'),
    // Only this page changes the visitor, whom the layout keeps.
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
