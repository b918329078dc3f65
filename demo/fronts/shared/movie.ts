/** A film as a card shows it; without the ratings service it has no score. */
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

/** A film as its own page shows it. */
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
