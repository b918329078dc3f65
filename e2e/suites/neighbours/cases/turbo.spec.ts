import { neighbour } from '../harness/neighbour.js';

const page = (title: string, body: string) =>
  `<!doctype html><html lang="en"><head><title>${title}</title><meta name="turbo-prefetch" content="true">
    <script src="/app.js" defer></script></head><body><h1>${title}</h1>${body}</body></html>`;

neighbour({
  name: 'Turbo',
  packages: ['@hotwired/turbo'],
  did: 'a link, one that is fetched on hover, a form that redirects, a frame, Back',
  pages: {
    '/': page('Posts', '<a id="first" data-turbo-prefetch="false" href="/posts/40712">First post</a>'),
    '/posts/40712': page(
      'First',
      `<turbo-frame id="comments"><a id="all" data-turbo-prefetch="false" href="/posts/40712/comments">All comments</a></turbo-frame>
       <a id="next" href="/posts/40713">Next post</a>`,
    ),
    '/posts/40713': page(
      'Second',
      `<form action="/posts/40712/likes" method="post"><button id="like">Like</button></form>`,
    ),
    '/posts/40712/comments': page('Comments', '<turbo-frame id="comments">Two comments</turbo-frame>'),
    '/liked': page('Liked', '<p>Thanks</p>'),
  },
  scripts: { '/app.js': `import * as Turbo from '@hotwired/turbo'; Turbo.session.drive = true;` },
  api: ({ method }) => (method === 'POST' ? { status: 303, headers: { location: '/liked' } } : undefined),
  async visit(visitor) {
    await visitor.click('post', '#first');
    await visitor.sees('h1', 'First');
    await visitor.click('comments', '#all');
    await visitor.sees('#comments', 'Two comments');
    // Turbo prefetches a link under the pointer.
    const prefetch = visitor.page.waitForResponse('**/posts/40713');
    await visitor.page.hover('#next');
    await prefetch;
    await visitor.click('next', '#next');
    await visitor.sees('h1', 'Second');
    await visitor.click('like', '#like');
    await visitor.sees('h1', 'Liked');
    await visitor.page.goBack();
    await visitor.sees('h1', 'Second');
    await visitor.page.waitForFunction(
      '!document.documentElement.hasAttribute("aria-busy") && !document.querySelector("[aria-busy], .turbo-progress-bar")',
    );
  },
  steady: (text) => text.replace(/"x-turbo-request-id":"[^"]+"/, ''),
  truth: {
    requests: {
      post: ['GET /posts/{id}'],
      comments: ['GET /posts/{id}/comments'],
      none: ['GET /posts/{id}'],
      like: ['POST /posts/{id}/likes'],
      navigation: ['GET /posts/{id}'],
    },
    views: ['/', '/posts/{id}', '/posts/{id}', '/liked', '/posts/{id}'],
  },
});
