import { RumErrorBoundary, RumProfiler, useRoute } from 'otel-rum/react';
import { RumRoutes } from 'otel-rum/react-router';
import { createElement, type ReactElement, useId, useState } from 'react';
import { Route, useParams } from 'react-router';

/** Without them React Router 6 speaks of its next version. */
export const future = { v7_startTransition: true, v7_relativeSplatPath: true };

/** No JSX: it is rendered in Node as it is. */
const Film = () => {
  useRoute('/movies/:id');
  const [votes, setVotes] = useState(0);
  return createElement(
    'button',
    { type: 'button', id: useId(), onClick: () => setVotes(votes + 1) },
    `Film ${useParams().id}, ${votes} votes`,
  );
};

export const serverApp = (): ReactElement =>
  createElement(
    RumErrorBoundary,
    { fallback: 'broken' },
    createElement(
      RumProfiler,
      { name: 'film' },
      createElement(
        RumRoutes,
        null,
        createElement(Route, { path: '/movies/:id', element: createElement(Film) }),
      ),
    ),
  );
