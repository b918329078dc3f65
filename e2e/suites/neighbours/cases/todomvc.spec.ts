import { neighbour } from '../harness/neighbour.js';

/** One application by different authors (https://todomvc.com). Its filters are routes in the fragment. */
const apps = [
  { name: 'Backbone', path: 'backbone' },
  { name: 'Knockout', path: 'knockoutjs' },
  // It requests a server, and keeps its todos in the browser if there is none.
  { name: 'AngularJS', path: 'angularjs', load: ['GET /api'] },
  { name: 'Ember', path: 'emberjs' },
  { name: 'no framework', path: 'vanillajs' },
  // Its sources are compiled in the page.
  {
    name: 'React 0.12',
    path: 'react',
    load: ['app', 'footer', 'todoItem'].map((file) => `GET /npm/todomvc/examples/react/js/${file}.jsx`),
  },
];

for (const { name, path, load = [] } of apps) {
  const base = `/npm/todomvc/examples/${path}/`;
  neighbour({
    name: `TodoMVC with ${name}`,
    packages: ['todomvc'],
    did: 'two todos by the keyboard, one ticked, the filters "active" and "completed", Back, the ticked one cleared',
    path: `${base}index.html`,
    async visit(visitor) {
      const { page } = visitor;
      await page.locator('#new-todo').focus();
      for (const todo of ['buy milk', 'call 40712']) {
        await page.keyboard.type(todo);
        await page.keyboard.press('Enter');
        await visitor.sees('#todo-list', todo);
        await page.waitForFunction(`document.querySelector('#new-todo').value === ''`);
      }
      await visitor.click('tick', '#todo-list li .toggle >> nth=0');
      await page.locator('#todo-list li.completed').waitFor();
      await visitor.click('active', '#filters a >> nth=1');
      await page.locator('#filters a.selected >> text=Active').waitFor();
      await visitor.click('completed', '#filters a >> nth=2');
      await page.locator('#filters a.selected >> text=Completed').waitFor();
      await page.goBack();
      await page.locator('#filters a.selected >> text=Active').waitFor();
      await visitor.click('clear', '#clear-completed');
      await page.waitForFunction(`!document.querySelector('#todo-list li.completed')`);
    },
    // Ids of todos are random, or a time.
    steady: (text) => text.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|\b1\d{12}\b/g, 'id'),
    truth: {
      requests: { load: [...load, 'GET /npm/todomvc/learn.json'] },
      views: [
        `${base}index.html`,
        `${base}index.html#/active`,
        `${base}index.html#/completed`,
        `${base}index.html#/active`,
      ],
      ids: ['40712'],
    },
  });
}
