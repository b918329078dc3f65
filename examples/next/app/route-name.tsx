'use client';
import { useParams, usePathname } from 'next/navigation';
import { useRoute } from 'otel-rum/react';

/** Names each page view by its parameters: `/movies/7`, where `id` is `7`, is `/movies/:id`. */
export function RouteName() {
  const parameters = Object.entries(useParams()).map(([name, value]) => [name, [value].flat().join('/')]);
  let template = `${usePathname()}/`;
  for (const [name, value] of parameters) template = template.replace(`/${value}/`, `/:${name}/`);
  useRoute(template.replace(/(.)\/$/, '$1'));
  return null;
}
