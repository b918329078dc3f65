import { readFileSync, writeFileSync } from 'node:fs';
import type { Case, Judged } from './visit.js';

const docs = 'docs/reference/causality.md';
const [BEGIN, END] = ['<!-- matrix -->', '<!-- /matrix -->'];

const RECORDED: Record<string, string> = {
  act: 'the action',
  a: 'the first click',
  b: 'the second click',
  view: 'the view (`navigation`)',
  load: 'the page load (`documentLoad`)',
  none: 'no action',
};

/** Returns a situation's row: what is recorded, whether that is certain, and what is wrong. */
export function row({ title }: Case, requests: readonly Judged[]): string {
  const truths = [...new Set(requests.map(({ truth }) => RECORDED[truth] ?? truth))];
  const children = requests.filter(({ recorded }) => recorded !== 'none');
  const guesses = children.filter(({ isGuess }) => isGuess).length;
  const sure = !guesses
    ? 'certain'
    : guesses === children.length
      ? 'guessed'
      : `${guesses} of ${children.length} guessed`;
  const misses = requests
    .filter(({ truth, recorded }) => truth !== recorded)
    .map(({ truth, recorded }) => `${RECORDED[truth]} recorded as ${RECORDED[recorded] ?? recorded}`);
  return `| ${title} | ${truths.join(', ')} | ${sure} | ${misses.join('; ')} |`;
}

/** Writes the rows into the documentation, between its marks. */
export function writeTable(rows: readonly string[], summary: string): void {
  const text = readFileSync(docs, 'utf8');
  const [before, rest = ''] = text.split(BEGIN);
  const [, after = ''] = rest.split(END);
  const head = '| Situation | Whose requests | | Wrong in this run |\n| --- | --- | --- | --- |';
  writeFileSync(docs, `${before}${BEGIN}\n${summary}\n\n${head}\n${rows.join('\n')}\n${END}${after}`);
}
