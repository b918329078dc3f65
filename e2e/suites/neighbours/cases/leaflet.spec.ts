import { neighbour } from '../harness/neighbour.js';

const TILE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

neighbour({
  name: 'Leaflet',
  packages: ['leaflet'],
  did: 'zoom in and out by the buttons, a marker and its popup',
  pages: {
    '/': `<!doctype html><html lang="en"><head><title>Map</title>
      <link rel="stylesheet" href="/npm/leaflet/dist/leaflet.css"><script src="/npm/leaflet/dist/leaflet.js"></script></head>
      <body><div id="map" style="height:400px"></div><p id="zoom"></p>
      <script>
        const map = L.map('map', { fadeAnimation: false }).setView([52.5, 13.4], 10);
        L.tileLayer('/tiles/{z}/{x}/{y}.png').addTo(map);
        L.marker([52.5, 13.4]).addTo(map).bindPopup('Our shop');
        map.on('zoomend', () => { document.getElementById('zoom').textContent = 'zoom ' + map.getZoom(); });
        map.on('moveend', () => { document.getElementById('zoom').dataset.moved = 'yes'; });
      </script></body></html>`,
  },
  api: ({ path }) =>
    path.startsWith('/tiles/') ? { headers: { 'content-type': 'image/png' }, body: TILE } : undefined,
  async visit(visitor) {
    await visitor.click('in', '.leaflet-control-zoom-in');
    await visitor.sees('#zoom', 'zoom 11');
    await visitor.click('out', '.leaflet-control-zoom-out');
    await visitor.sees('#zoom', 'zoom 10');
    await visitor.click('marker', '.leaflet-marker-icon');
    await visitor.sees('.leaflet-popup', 'Our shop');
    await visitor.page.waitForFunction(`!document.querySelector('.leaflet-zoom-anim, .leaflet-pan-anim')`);
  },
  // Which tiles are requested, and which stay, depends on the moment of an animation.
  unsteady: /^\/tiles\//,
  steady: (text) =>
    text
      .replace(/<img [^>]*leaflet-tile[^>]*>\n/g, '')
      .replace(/<div class="leaflet-tile-container[^>]*>\n/g, ''),
  truth: { views: ['/'] },
});
