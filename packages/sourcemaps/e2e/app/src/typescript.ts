import { keep } from './keep';

// Types between the lines that run.
enum Genre {
  Comedy = 'comedy',
  Drama = 'drama',
}

type Named<T extends string> = {
  readonly [key in T]: {
    readonly name: key;
  };
};

abstract class Shelf<T extends { genre: Genre }> {
  abstract readonly films: readonly T[];

  first(genre: Genre): T {
    const found = this.films.find((film) => film.genre === genre);
    if (!found) throw new TypeError(`typescript ${'failed' as const}`); // @frame typescript 1 Shelf.first
    return found satisfies T;
  }
}

class FilmShelf extends Shelf<{ genre: Genre }> {
  override readonly films = [{ genre: Genre.Comedy }] as const;

  genreOf(genre: Genre): Genre {
    return (this.first(genre) as { genre: Genre }).genre; // @frame typescript 2 FilmShelf.genreOf
  }
}

function namesOf<T extends string>(genre: Genre, _named?: Named<T>): string {
  return `${new FilmShelf().genreOf(genre) as string}s`; // @frame typescript 3 namesOf
}

const sortFilms = (genres: Genre[]): string => {
  let names = '';
  for (const genre of genres) names += namesOf<'film'>(genre); // @frame typescript 4 sortFilms
  return names;
};

export function typescriptFault(): string {
  return `${sortFilms([Genre.Drama])}.`; // @frame typescript 5 typescriptFault
}

keep(Shelf, FilmShelf, namesOf, sortFilms);
