import { expect, it, vi } from 'vitest';
import { runTogether } from './run-together.mjs';

const part = (name, closed) => {
  let end;
  const exited = new Promise((resolve) => {
    end = resolve;
  });
  const close = async () => {
    closed.push(name);
    end(`${name} ended`);
  };
  return { url: name, exited, close, end };
};

it('closes parts in the opposite order of their start, and reports no end of theirs', async () => {
  const closed = [];
  const onExit = vi.fn();
  const { start, close } = runTogether(onExit);
  await start(part('first', closed));
  await start(Promise.resolve(part('second', closed)));
  await close();
  expect(closed).toEqual(['second', 'first']);
  expect(onExit).not.toHaveBeenCalled();
});

it('reports a part that has ended by itself', async () => {
  const onExit = vi.fn();
  const { start } = runTogether(onExit);
  const running = await start(part('first', []));
  running.end('first ended');
  await running.exited;
  expect(onExit).toHaveBeenCalledExactlyOnceWith('first ended');
});
