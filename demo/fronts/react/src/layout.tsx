import { useRum } from 'otel-rum/react';
import { useEffect, useMemo, useState } from 'react';
import { Link, NavLink, Outlet, ScrollRestoration, useLoaderData } from 'react-router';
import type { Visitor } from '../../shared/movie.ts';
import { setPlan } from '../../shared/visitor-plan.ts';
import { Brand } from './parts/brand.tsx';
import { useFocusOnNavigation } from './use-focus-on-navigation.ts';
import { VisitorContext } from './visitor-context.ts';

/** The frame around every page. */
export const Layout = () => {
  const [visitor, setVisitor] = useState(useLoaderData<Visitor>());
  const context = useMemo(() => ({ visitor, setVisitor }), [visitor]);
  const rum = useRum();
  const userId = visitor.user?.id;
  useEffect(() => {
    rum.setUser(userId ? { id: userId } : null);
    setPlan(Boolean(userId));
  }, [rum, userId]);
  useFocusOnNavigation();

  return (
    <VisitorContext value={context}>
      <a className="skip-link" href="#main">
        Skip to the content
      </a>
      <header className="site-header">
        <Link className="brand" to="/" aria-label="Lantern, home">
          <Brand />
        </Link>
        <nav className="site-nav" aria-label="Main">
          <NavLink to="/" end>
            Films
          </NavLink>
          <NavLink to="/search">Search</NavLink>
          <NavLink to="/favourites">
            Favourites <span className="count">{visitor.favouriteCount || ''}</span>
          </NavLink>
          <NavLink to="/sign-in">{visitor.user?.name ?? 'Sign in'}</NavLink>
        </nav>
      </header>
      <main id="main" tabIndex={-1}>
        <Outlet />
      </main>
      <footer className="site-footer">
        <p>
          Films that were never made, for a demonstration of otel-rum. This is a React app with otel-rum from
          npm.
        </p>
      </footer>
      <ScrollRestoration />
    </VisitorContext>
  );
};
