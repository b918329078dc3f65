// A fault in a function of the app itself. `@frame fault place name` marks the calls, latest first.
import { keep } from './keep';

interface Item {
  title: string;
  price?: { amount: number };
}

function priceOfItem(item: Item): number {
  // The minifier shortens names, not properties.
  const { amount } = item.price ?? fail(item.title); // @frame own 2 priceOfItem
  return amount * 1;
}

function fail(title: string): never {
  throw new TypeError(`ownfunction ${title.length > 0 ? 'failed' : ''}`); // @frame own 1 fail
}

function totalOfItems(items: Item[]): number {
  let total = 0;
  for (const item of items) {
    total += priceOfItem(item) + 1; // @frame own 3 totalOfItems
  }
  return total;
}

const checkoutItems = (items: Item[]): number => {
  return totalOfItems(items) + items.length; // @frame own 4 checkoutItems
};

export function ownFault(): number {
  return checkoutItems([{ title: 'A film' }]) + 1; // @frame own 5 ownFault
}

keep(fail, priceOfItem, totalOfItems, checkoutItems);
