import { createApp } from 'vue';
import FilmPoster from './film-poster.vue';
import { report } from './report';

export function vueFault(): void {
  const app = createApp(FilmPoster);
  app.config.errorHandler = report;
  app.mount(document.body.appendChild(document.createElement('div')));
}
