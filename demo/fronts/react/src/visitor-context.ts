import { createContext, useContext } from 'react';
import type { Visitor } from '../../shared/movie.ts';

interface VisitorInLayout {
  visitor: Visitor;
  setVisitor: (change: (visitor: Visitor) => Visitor) => void;
}

export const VisitorContext = createContext<VisitorInLayout | null>(null);

/** Returns the visitor, and a function to change it. Works below the layout. */
export const useVisitor = () => {
  const value = useContext(VisitorContext);
  if (!value) throw new Error('useVisitor works only below the layout');
  return value;
};
