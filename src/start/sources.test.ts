import { readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const FOLDER = 'src/instrumentations';
/** The factories of instrumentations, with their files. */
const factories = readdirSync(new URL(`../../${FOLDER}`, import.meta.url), {
  recursive: true,
  encoding: 'utf8',
})
  .filter((file) => /(?<!\.test)\.ts$/.test(file))
  .flatMap((file) =>
    [
      ...read(`${FOLDER}/${file}`).matchAll(
        /^export (?:const|function) (\w+)(?:(?!^export)[\s\S])*?\): Instrumentation\b/gm,
      ),
    ].map(([, name = '']) => ({ name, file })),
  );
const defaults = read('src/start/sources.ts');
const extras = read('src/extras/index.ts');

it('the factories of instrumentations are found', () => {
  expect(factories.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['fetchRequests', 'errors', 'longFrames', 'consoleMessages', 'resources']),
  );
});

describe.each(factories)('the instrumentation $name', ({ name, file }) => {
  const isDefault = new RegExp(`^ {2}${name}\\(\\),$`, 'm').test(defaults);

  it('is in the list of src/start/sources.ts, or exported by src/extras/index.ts', () => {
    expect(isDefault).not.toBe(new RegExp(`\\b${name}\\b`).test(extras));
  });

  it('is exported by src/index.ts if it is in that list', () => {
    const isExported = new RegExp(`\\b${name}\\b.* from './instrumentations/`).test(read('src/index.ts'));
    expect(isExported).toBe(isDefault);
  });

  it('is in the map of src/README.md, and if it is an extra in docs/reference/extras.md', () => {
    const place = dirname(file) === '.' ? file.replace(/\.ts$/, '') : `${dirname(file)}/`;
    expect(read('src/README.md').includes(place), `the map lacks ${place}`).toBe(true);
    const isInExtras = read('docs/reference/extras.md').includes(`\`${name}()\``);
    expect(isInExtras, 'docs/reference/extras.md lists the extras').toBe(!isDefault);
  });
});
