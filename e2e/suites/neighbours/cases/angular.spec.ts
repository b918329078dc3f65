import { neighbour } from '../harness/neighbour.js';

const app = `
import '@angular/compiler';
import { ApplicationRef, Component, inject, provideZoneChangeDetection } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { NgFor, NgIf } from '@angular/common';
import { ActivatedRoute, provideRouter, RouterLink, RouterOutlet } from '@angular/router';
import { HttpClient, provideHttpClient } from '@angular/common/http';

window.changeDetections = 0;
const component = (options, type) => Component({ standalone: true, ...options })(type) ?? type;
// New objects for each change detection: each renders the whole list again.
const List = component({ selector: 'film-list', imports: [NgFor, RouterLink],
  template: '<a *ngFor="let film of films" class="film" [routerLink]="film.link">{{ film.title }}</a>' },
  class { get films() { return ['Alien', 'Brazil', 'Casablanca'].map((title, index) => ({ title, link: '/films/' + (40712 + index) })); } });
const Film = component({ selector: 'one-film', imports: [NgIf], template: '<h1 *ngIf="film">{{ film.title }}</h1>' },
  class {
    http = inject(HttpClient); film = undefined;
    constructor() { this.http.get('/api/films/' + inject(ActivatedRoute).snapshot.params.id).subscribe((film) => { this.film = film; }); }
  });
const App = component({ selector: 'app-root', imports: [List, RouterOutlet, RouterLink, NgIf],
  template: '<film-list></film-list><a id="about" routerLink="/about">About</a><button id="ping" (click)="ping()">Ping</button>' +
    '<button id="report" (click)="read()">Report</button><p id="answer">{{ answer }}</p><router-outlet></router-outlet>' },
  class {
    http = inject(HttpClient); answer = '';
    ngDoCheck() { window.changeDetections++; }
    // The body is not read.
    ping() { fetch('/api/ping').then((response) => { this.answer = 'ping ' + response.status; }); }
    read() { this.http.get('/api/report', { responseType: 'text' }).subscribe((text) => { this.answer = text.length + ' letters'; }); }
  });
bootstrapApplication(App, { providers: [provideZoneChangeDetection(), provideHttpClient(), provideRouter([
  { path: 'films/:id', component: Film },
  { path: 'about', loadComponent: () => import('/about.js').then(() => window.about(component)) },
])] }).then((running) => { running.injector.get(ApplicationRef).isStable.subscribe((isStable) => { window.isStable = isStable; }); });
`;

const ZONE = '<script src="/npm/zone.js/bundles/zone.umd.js"></script>';
const orders = { 'otel-rum first': `<!--rum-->${ZONE}`, 'zone.js first': `${ZONE}<!--rum-->` };

for (const [order, head] of Object.entries(orders)) {
  for (const hasNavigationApi of [true, false]) {
    neighbour({
      name: `Angular, ${order}${hasNavigationApi ? '' : ', without the Navigation API'}`,
      packages: ['@angular/core', 'zone.js'],
      did: 'router links over a list of fresh objects, a lazy route, HttpClient in 40 pieces, a fetch whose body is not read',
      pages: {
        '/*': `<!doctype html><html lang="en"><head><title>Films</title><base href="/">${head}</head>
          <body><app-root></app-root><script src="/app.js"></script></body></html>`,
      },
      scripts: {
        '/app.js': app,
        '/about.js': `window.about = (component) => component({ selector: 'about-us', template: '<h1>About us</h1>' }, class {});`,
      },
      api({ path }) {
        if (path === '/api/report')
          return {
            headers: { 'content-type': 'text/plain' },
            pieces: Array.from({ length: 40 }, () => 'x'.repeat(50)),
          };
        if (path === '/api/ping')
          return { headers: { 'content-type': 'text/plain' }, body: 'x'.repeat(100_000) };
        return path.startsWith('/api/films/') ? { title: 'Alien, the film' } : undefined;
      },
      ...(hasNavigationApi
        ? {}
        : {
            prepare: (context) =>
              context.addInitScript('delete window.navigation; delete window.Navigation;'),
          }),
      async visit(visitor) {
        const isStable = () => visitor.page.waitForFunction('window.isStable === true');
        await isStable();
        await visitor.click('film', '.film >> nth=0');
        await visitor.sees('h1', 'Alien, the film');
        await visitor.click('about', '#about');
        await visitor.sees('h1', 'About us');
        await visitor.click('ping', '#ping');
        await visitor.sees('#answer', 'ping 200');
        await visitor.click('report', '#report');
        await visitor.sees('#answer', '2000 letters');
        await isStable();
      },
      observe: `window.changeDetections + ' change detections, ' + (window.isStable ? 'stable' : 'unstable')`,
      truth: {
        requests: { film: ['GET /api/films/{id}'], ping: ['GET /api/ping'], report: ['GET /api/report'] },
        views: ['/', '/films/{id}', '/about'],
      },
    });
  }
}
