import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const proof = fileURLToPath(new URL('../../../packages/sourcemaps/e2e/', import.meta.url));
const LIBRARY = 'node_modules/d3-format/dist/d3-format.mjs';

/** A call in the source. */
export interface TrueFrame {
  file: string;
  line: number;
  name: string;
}

/** The message of each error of the app. */
export const messages: Record<string, string> = {
  own: 'ownfunction failed',
  library: 'invalid format: libraryfunction!',
  async: 'asyncfunction failed',
  'private-method': 'privatemethod failed',
  inlined: 'inlinedfunction failed',
  worker: 'evaluatedworker failed',
  'blob-worker': 'workerfromablob failed',
  vue: 'singlefilecomponent failed',
  react: 'functioncomponent failed',
  dynamic: 'dynamicchunk failed',
  typescript: 'typescript failed',
};

/** The calls of each fault, latest first; comments in the sources mark them: `@frame fault place function`. */
export function readTruth(app = `${proof}app/`): Record<string, TrueFrame[]> {
  const truth: Record<string, TrueFrame[]> = {};
  const add = (fault: string, place: number, frame: TrueFrame) => {
    truth[fault] ??= [];
    truth[fault][place - 1] = frame;
  };
  for (const name of readdirSync(`${app}src`)) {
    const lines = readFileSync(`${app}src/${name}`, 'utf8').split('\n');
    for (const [index, text] of lines.entries()) {
      const [, fault, place, named] = /@frame ([\w-]+) (\d) ([^*]+?)(?: \*\/.*)?$/.exec(text) ?? [];
      if (fault && named) add(fault, Number(place), { file: `src/${name}`, line: index + 1, name: named });
    }
  }
  const library = readFileSync(`${proof}${LIBRARY}`, 'utf8').split('\n');
  const lineOf = (text: string) => library.findIndex((line) => line.includes(text)) + 1;
  add('library', 1, { file: LIBRARY, line: lineOf('new Error("invalid format: "'), name: 'formatSpecifier' });
  add('library', 2, {
    file: LIBRARY,
    line: lineOf('specifier = formatSpecifier(specifier)'),
    name: 'newFormat',
  });
  truth['blob-worker'] = truth.worker ?? [];
  return truth;
}

/** Returns how frames differ from the source; '' if they do not. Compares at most five, and as many as the engine reports. */
export function compare(frames: readonly string[], truth: readonly TrueFrame[], isInlined: boolean): string {
  const expected = truth.slice();
  const faults: string[] = [];
  const own = frames.slice(0, 5);
  for (const [index, frame] of own.entries()) {
    const [, name = '', file = '', line = ''] = /^(.*?)@(.*?):(\d+):\d+$/.exec(frame) ?? [];
    const is = ({ file: wanted, line: at, name: called }: TrueFrame) =>
      file.endsWith(wanted) && Number(line) === at && name === called;
    const next = expected.shift();
    if (!next) break;
    if (is(next)) continue;
    // An inlined function has no call of its own: its caller's is missing.
    const [after] = expected;
    if (isInlined && index === 1 && after && is(after)) expected.shift();
    else faults.push(`${index + 1}: ${frame}, not ${next.name}@${next.file}:${next.line}`);
  }
  if (own.length === 0) faults.push('no frames');
  return faults.join('\n');
}
