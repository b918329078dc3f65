import { createRoot } from 'react-dom/client';
import { FilmPrice } from './film-price';
import { report } from './report';

export function reactFault(): void {
  const root = createRoot(document.body.appendChild(document.createElement('div')), {
    onUncaughtError: report,
  });
  root.render(<FilmPrice price={{ amount: 7 }}>A film</FilmPrice>);
}
