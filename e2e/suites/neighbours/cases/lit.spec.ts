import { neighbour } from '../harness/neighbour.js';

neighbour({
  name: 'Lit',
  packages: ['lit'],
  did: 'buttons in shadow trees: one counts, one fetches, one does nothing but move a style',
  pages: {
    '/': `<!doctype html><html lang="en"><head><title>Cart</title><script src="/app.js" defer></script></head>
      <body><shop-cart></shop-cart></body></html>`,
  },
  scripts: {
    '/app.js': `import { LitElement, html, css } from 'lit';
      class ShopButton extends LitElement {
        static properties = { label: {} };
        render() { return html\`<button data-rum-name=\${this.label}>\${this.label}</button>\`; }
      }
      customElements.define('shop-button', ShopButton);
      class ShopCart extends LitElement {
        static properties = { count: { state: true }, total: { state: true }, wide: { state: true } };
        static styles = css\`.wide { width: 300px }\`;
        constructor() { super(); this.count = 0; this.total = ''; }
        async pay() { const response = await fetch('/api/total', { method: 'POST' }); this.total = (await response.json()).total; }
        render() {
          return html\`<shop-button label="add" @click=\${() => this.count++}></shop-button><span id="count">\${this.count} films</span>
            <shop-button label="pay" @click=\${this.pay}></shop-button><p id="total">\${this.total}</p>
            <shop-button label="wide" class=\${this.wide ? 'wide' : ''} @click=\${() => { this.wide = !this.wide; }}></shop-button>\`;
        }
      }
      customElements.define('shop-cart', ShopCart);`,
  },
  api: ({ path }) => (path === '/api/total' ? { total: 'EUR 12' } : undefined),
  async visit(visitor) {
    await visitor.click('add', 'shop-button >> nth=0');
    await visitor.sees('#count', '1 films');
    await visitor.click('pay', 'shop-button >> nth=1');
    await visitor.sees('#total', 'EUR 12');
    await visitor.click('wide', 'shop-button >> nth=2');
    await visitor.page.locator('shop-button.wide').waitFor();
  },
  truth: { requests: { pay: ['POST /api/total'] }, views: ['/'] },
});
