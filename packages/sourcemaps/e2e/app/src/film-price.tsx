import type { ReactNode } from 'react';
import { keep } from './keep';

type Price = Readonly<{ amount: number; currency?: string }>;

function symbolOf(currency: string | undefined): string {
  if (!currency) throw new TypeError('functioncomponent failed'); // @frame react 1 symbolOf
  return currency;
}

function textOf(price: Price): string {
  return `${price.amount} ${`${symbolOf(price.currency)} `}`; // @frame react 2 textOf
}

const labelOf = (price: Price): string => {
  return `From ${textOf(price)}`; // @frame react 3 labelOf
};

function describePrice(price: Price): string {
  return `${labelOf(price)}.`; // @frame react 4 describePrice
}

export function FilmPrice({ price, children }: { price: Price; children?: ReactNode }) {
  return (
    <p className="price">
      <b>{children}</b>
      {`${describePrice(price)}!` /* @frame react 5 FilmPrice */}
    </p>
  );
}

keep(symbolOf, textOf, labelOf, describePrice);
