import { keep } from './keep';

const pause = () => new Promise((resolve) => setTimeout(resolve, 1));

async function loadFilm(id: number): Promise<string> {
  await pause();
  if (id > 0) throw new RangeError('asyncfunction failed'); // @frame async 1 loadFilm
  return 'A film';
}

async function loadFilms(ids: number[]): Promise<string> {
  let titles = '';
  for (const id of ids) titles += await loadFilm(id); // @frame async 2 loadFilms
  return titles;
}

const loadShop = async (): Promise<string> => {
  return `Shop: ${await loadFilms([4711])}`; // @frame async 3 loadShop
};

async function openShop(): Promise<string> {
  return `${await loadShop()}.`; // @frame async 4 openShop
}

export async function asyncFault(): Promise<string> {
  return `${await openShop()}!`; // @frame async 5 asyncFault
}

keep(pause, loadFilm, loadFilms, loadShop, openShop);
