/** A film on a card; without the ratings service it has no score. */
export interface MovieSummary {
  id: number;
  title: string;
  year: number;
  genre: string;
  runtimeMinutes: number;
  tagline: string;
  score: number | null;
  votes: number | null;
}

/** A film on its own page. */
export interface Film extends MovieSummary {
  director: string;
  cast: string[];
  synopsis: string;
  isFavourite: boolean;
}

export interface Catalogue {
  genres: string[];
  featured: MovieSummary;
  movies: MovieSummary[];
}

export interface Found {
  query: string;
  movies: MovieSummary[];
}

export interface Visitor {
  user: { id: string; name: string } | null;
  favouriteCount: number;
}
