import { format } from 'd3-format';
import { keep } from './keep';

function formatPrice(price: number, specifier: string): string {
  return `${format(specifier)(price)} €`; // @frame library 3 formatPrice
}

const formatAll = (prices: number[], specifier: string): string => {
  let all = '';
  for (const price of prices) all += `${formatPrice(price, specifier)};`; // @frame library 4 formatAll
  return all;
};

export function libraryFault(): string {
  return `(${formatAll([1, 2], 'libraryfunction!')})`; // @frame library 5 libraryFault
}

keep(formatPrice, formatAll);
