export { favourites } from './favourites.mjs';
export { film } from './film.mjs';
export { home } from './home.mjs';
export { layout } from './layout.mjs';
export { missing } from './missing.mjs';
export { search } from './search.mjs';
export { signIn } from './sign-in.mjs';
