import { createElement, useEffect, useState, useTransition } from 'react';
import { createRoot } from 'react-dom/client';
import { run } from './page.js';
import type { Situation, Tools } from './situations.js';

/** A button that React renders; its effects make requests. */
const app = (tools: Tools, Component: (props: Tools) => ReturnType<typeof createElement>) => {
  document.getElementById('act')?.remove();
  createRoot(document.getElementById('app') as HTMLElement).render(createElement(Component, tools));
};
const button = (onClick: () => unknown) =>
  createElement('button', { id: 'act', type: 'button', onClick }, 'Act');

function Effect({ read }: Tools) {
  const [film, setFilm] = useState(0);
  useEffect(() => {
    if (film) void read('act');
  }, [film, read]);
  return button(() => setFilm(film + 1));
}

/** The second effect depends on the response to the first, which arrives after the limit of a guess. */
function Dependent({ read }: Tools) {
  const [film, setFilm] = useState(0);
  useEffect(() => {
    if (film === 1) void read('act', 1_300).then(() => setFilm(2));
    if (film === 2) void read('act');
  }, [film, read]);
  return button(() => setFilm(1));
}

function Transition({ read }: Tools) {
  const [film, setFilm] = useState(0);
  const [, startTransition] = useTransition();
  useEffect(() => {
    if (film) void read('act');
  }, [film, read]);
  return button(() => startTransition(() => setFilm(film + 1)));
}

/** React 19 awaits the promise; React 18 ignores it. */
function AsyncTransition({ read }: Tools) {
  const [film, setFilm] = useState(0);
  const [, startTransition] = useTransition();
  useEffect(() => {
    if (film) void read('act');
  }, [film, read]);
  return button(() =>
    startTransition((async () => {
      await read('act');
      startTransition(() => setFilm(film + 1));
    }) as () => void),
  );
}

const version = /^\/react-(\d+)/.exec(new URL(import.meta.url).pathname)?.[1];
const situations: Record<string, Situation> = {
  effect: { title: 'an effect', asks: 1, load: (tools) => app(tools, Effect) },
  dependent: {
    title: 'effects, each after the response to the one before',
    asks: 2,
    load: (tools) => app(tools, Dependent),
  },
  transition: { title: 'a transition', asks: 1, load: (tools) => app(tools, Transition) },
  action: { title: 'an asynchronous transition', asks: 2, load: (tools) => app(tools, AsyncTransition) },
};
run(Object.fromEntries(Object.entries(situations).map(([id, one]) => [`react-${version}-${id}`, one])));
