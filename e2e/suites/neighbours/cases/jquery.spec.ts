import { neighbour } from '../harness/neighbour.js';

const films = [
  { id: 8123, title: 'Alien' },
  { id: 8124, title: 'Brazil' },
];

for (const version of [1, 2, 3, 4]) {
  neighbour({
    name: `jQuery ${version}`,
    packages: [`jquery-${version}`],
    did: 'ajax at load, a delegated click on a row, a form that is posted, an animation',
    pages: {
      '/': `<!doctype html><html lang="en"><head><title>Films</title>
        <script src="/npm/jquery-${version}/dist/jquery.js"></script></head>
        <body><ul id="films"></ul><p id="film"></p>
        <form id="order"><input name="amount" value="2"><button>Order</button></form><p id="ordered"></p>
        <button id="more">More</button><div id="details" style="display:none">Details</div>
        <script>
          jQuery(function ($) {
            $.getJSON('/api/films', function (films) {
              $.each(films, function (i, film) {
                $('<li>').append($('<a href="#">').attr('data-id', film.id).text(film.title)).appendTo('#films');
              });
            });
            $('#films').on('click', 'a', function (event) {
              event.preventDefault();
              $.ajax({ url: '/api/films/' + $(this).attr('data-id'), headers: { 'X-CSRF': 't' } })
                .then(function (film) { $('#film').text(film.title); });
            });
            $('#order').on('submit', function (event) {
              event.preventDefault();
              $.post('/api/orders', $(this).serialize(), function () { $('#ordered').text('thanks'); });
            });
            $('#more').on('click', function () { $('#details').slideDown(100); });
          });
        </script></body></html>`,
    },
    api({ method, path }) {
      if (path === '/api/films')
        return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(films) };
      if (path.startsWith('/api/films/')) return films[0];
      return method === 'POST' ? { id: 99123 } : undefined;
    },
    async visit(visitor) {
      await visitor.click('film', '#films a >> nth=0');
      await visitor.sees('#film', 'Alien');
      await visitor.click('order', '#order button');
      await visitor.sees('#ordered', 'thanks');
      await visitor.click('more', '#more');
      await visitor.page.waitForFunction('!jQuery(":animated").length && jQuery("#details").is(":visible")');
    },
    truth: {
      requests: {
        load: ['GET /api/films'],
        film: ['GET /api/films/{id}'],
        order: ['POST /api/orders'],
      },
      views: ['/'],
    },
  });
}
