import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { folder } from '../harness/bundle.js';
import { neighbour } from '../harness/neighbour.js';

neighbour({
  name: 'TodoMVC with React 16, a production build',
  packages: ['todomvc-react'],
  did: 'two todos by the keyboard, one ticked, one edited by a double click, the ticked one cleared',
  pages: { '/': readFileSync(join(folder, 'node_modules/todomvc-react/dist/index.html'), 'utf8') },
  api: ({ path }) => {
    const name = /^\/(?:\.\/)?(todomvc\.(?:js|css))$/.exec(path)?.[1];
    return name
      ? {
          headers: { 'content-type': name.endsWith('js') ? 'text/javascript' : 'text/css' },
          body: readFileSync(join(folder, 'node_modules/todomvc-react/dist', name)),
        }
      : undefined;
  },
  async visit(visitor) {
    const { page } = visitor;
    await page.locator('.new-todo').focus();
    for (const todo of ['buy milk', 'call 40712']) {
      await page.keyboard.type(todo);
      await page.keyboard.press('Enter');
      await visitor.sees('.todo-list', todo);
    }
    await visitor.click('tick', '.todo-list li .toggle >> nth=0');
    await page.locator('.todo-list li.completed').waitFor();
    await visitor.click('clear', '.clear-completed');
    await page.waitForFunction(`!document.querySelector('.todo-list li.completed')`);
  },
  truth: { views: ['/'], ids: ['40712'] },
});
