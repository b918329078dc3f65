// Loaded on demand: a file of its own.
import { keep } from './keep';

function findSeat(row: number[]): number {
  const seat = row.indexOf(1);
  if (seat < 0) throw new Error('dynamicchunk failed'); // @frame dynamic 1 findSeat
  return seat;
}

function findRow(rows: number[][]): number {
  let seats = 0;
  for (const row of rows) seats += findSeat(row); // @frame dynamic 2 findRow
  return seats;
}

const bookSeat = (): number => {
  return findRow([[0, 0]]) + 1; // @frame dynamic 3 bookSeat
};

function bookSeats(count: number): number {
  let seats = 0;
  while (seats < count) seats += bookSeat(); // @frame dynamic 4 bookSeats
  return seats;
}

export function dynamicFault(): number {
  return bookSeats(2) + 1; // @frame dynamic 5 dynamicFault
}

keep(findSeat, findRow, bookSeat, bookSeats);
