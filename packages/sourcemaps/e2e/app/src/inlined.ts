import { keep } from './keep';

// Called once: minifiers inline it, and its call is in no stack.
function checkAge(age: number): void {
  if (age < 18) throw new Error('inlinedfunction failed'); // @frame inlined 1 checkAge
}

function admitVisitor(age: number): number {
  checkAge(age); // @frame inlined 2 admitVisitor
  return age + 1;
}

const openDoor = (ages: number[]): number => {
  let sum = 0;
  for (const age of ages) sum += admitVisitor(age); // @frame inlined 3 openDoor
  return sum;
};

function startShow(): number {
  return openDoor([12, 40]) + 1; // @frame inlined 4 startShow
}

export function inlinedFault(): number {
  return startShow() + 2; // @frame inlined 5 inlinedFault
}

keep(admitVisitor, openDoor, startShow);
