import { rumRootOptions } from 'otel-rum/react';
import { createElement, StrictMode } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router-dom';
import { startRum } from '../start-rum.js';
import { future, serverApp } from './server-app.js';

startRum();
hydrateRoot(
  document.getElementById('app') as HTMLElement,
  createElement(StrictMode, null, createElement(BrowserRouter, { future }, serverApp())),
  rumRootOptions(),
);
