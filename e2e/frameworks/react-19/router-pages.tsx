import type { ReactNode } from 'react';
import { LINKS } from '../router-contract.js';

/** The links of the contract, by the router's own link. */
export const Links = ({ link }: { link: (to: string) => ReactNode }) => (
  <nav>
    {LINKS.map((to) => (
      <p key={to}>{link(to)}</p>
    ))}
  </nav>
);

/** An answer that a page waits for. */
export const load = async (): Promise<unknown> => (await fetch('/api/ok')).json();

/** What loads a page that cannot be. */
export const fail = (): never => {
  throw new Error('the loader failed');
};
