import { createContext, useContext } from 'react';
import type { Visitor } from '../../shared/movie.ts';

interface VisitorInLayout {
  visitor: Visitor;
  setVisitor: (change: (visitor: Visitor) => Visitor) => void;
}

export const VisitorContext = createContext<VisitorInLayout | null>(null);

/** Who is visiting, and how to change it. Works below the layout. */
export const useVisitor = () => {
  const value = useContext(VisitorContext);
  if (!value) throw new Error('useVisitor works below the layout only');
  return value;
};
