/** One step of a visit. */
export interface RouterStep {
  readonly name: string;
  /** `load` opens a document, `follow` takes a link of the app's, `back` is the browser's button. */
  readonly act: 'load' | 'follow' | 'back';
  /** What is opened or followed. */
  readonly link?: string;
  /** Where it leads. @default link */
  readonly lands?: string;
  /** The heading that it shows in the end. */
  readonly heading: string;
  /** The route's template, as react-router and vue-router write them. */
  readonly template: string;
  /** The page view stays the one before. */
  readonly isSameView?: true;
  /** The message of the error that the route's loader throws. */
  readonly error?: string;
}

/**
 * What every router is to be told of rightly, as one visit. An app for it has a heading and a list of links to `LINKS` on
 * each page; `/movies/:id`, `/people/:person` with `films/:film` in it and `/files/*` await an answer before they are shown,
 * `/lazy` is a chunk of its own, `/old/:id` redirects to `/movies/:id`, and what loads `/broken` throws.
 */
export const ROUTER_CONTRACT: readonly RouterStep[] = [
  { name: 'home', act: 'load', link: '/', heading: 'Home', template: '/' },
  { name: 'parameter', act: 'follow', link: '/movies/7', heading: 'Movie 7', template: '/movies/:id' },
  {
    name: 'query only',
    act: 'follow',
    link: '/movies/7?tab=cast',
    heading: 'Movie 7, cast',
    template: '/movies/:id',
    isSameView: true,
  },
  {
    name: 'the same route again',
    act: 'follow',
    link: '/movies/8',
    heading: 'Movie 8',
    template: '/movies/:id',
  },
  {
    name: 'nested',
    act: 'follow',
    link: '/people/3/films/9',
    heading: 'Film 9 of 3',
    template: '/people/:person/films/:film',
  },
  { name: 'lazy', act: 'follow', link: '/lazy', heading: 'Late', template: '/lazy' },
  {
    name: 'redirect',
    act: 'follow',
    link: '/old/5',
    lands: '/movies/5',
    heading: 'Movie 5',
    template: '/movies/:id',
  },
  { name: 'splat', act: 'follow', link: '/files/a/b.txt', heading: 'File a/b.txt', template: '/files/*' },
  {
    name: 'loader error',
    act: 'follow',
    link: '/broken',
    heading: 'Broken',
    template: '/broken',
    error: 'the loader failed',
  },
  { name: '404', act: 'follow', link: '/no/such/page', heading: 'Not found', template: '*' },
  {
    name: 'Back',
    act: 'back',
    lands: '/broken',
    heading: 'Broken',
    template: '/broken',
    error: 'the loader failed',
  },
  { name: 'Back again', act: 'back', lands: '/files/a/b.txt', heading: 'File a/b.txt', template: '/files/*' },
  {
    name: 'a nested first load',
    act: 'load',
    link: '/people/3/films/9',
    heading: 'Film 9 of 3',
    template: '/people/:person/films/:film',
  },
];

/** The links that every page of an app for the contract has. */
export const LINKS: readonly string[] = ROUTER_CONTRACT.flatMap(({ act, link }) =>
  act === 'follow' && link ? [link] : [],
);
