import { neighbour } from '../harness/neighbour.js';

neighbour({
  name: 'MooTools',
  packages: ['mootools-core-dist'],
  did: 'a request by Request.JSON, a form sent by Request, an effect, a class with events',
  pages: {
    '/': `<!doctype html><html lang="en"><head><title>Shop</title>
      <script src="/npm/mootools-core-dist/dist/mootools-core.js"></script></head>
      <body><button id="stock">Stock</button><p id="answer"></p>
      <form id="note" action="/api/notes" method="post"><input name="text" value="hello"><button>Send</button></form>
      <p id="sent"></p><button id="fade">Fade</button><div id="box">Box</div>
      <script>
        var Shop = new Class({ Implements: Events, load: function () {
          new Request.JSON({ url: '/api/stock', headers: { 'X-Api': '1' },
            onSuccess: function (stock) { this.fireEvent('stock', stock); }.bind(this) }).get();
        } });
        window.addEvent('domready', function () {
          var shop = new Shop();
          shop.addEvent('stock', function (stock) { $('answer').set('text', stock.count + ' left'); });
          $('stock').addEvent('click', function () { shop.load(); });
          $('note').addEvent('submit', function (event) {
            event.stop();
            this.set('send', { onSuccess: function () { $('sent').set('text', 'sent'); } }).send();
          });
          $('fade').addEvent('click', function () {
            new Fx.Tween('box', { duration: 150, property: 'opacity',
              onComplete: function () { $('box').addClass('faded'); } }).start(1, 0.5);
          });
        });
      </script></body></html>`,
  },
  api: ({ path }) => (path === '/api/stock' ? { count: 3 } : { ok: true }),
  async visit(visitor) {
    await visitor.click('stock', '#stock');
    await visitor.sees('#answer', '3 left');
    await visitor.click('send', '#note button');
    await visitor.sees('#sent', 'sent');
    await visitor.click('fade', '#fade');
    await visitor.page.locator('#box.faded').waitFor();
  },
  truth: {
    requests: { stock: ['GET /api/stock'], send: ['POST /api/notes'] },
    views: ['/'],
  },
});
