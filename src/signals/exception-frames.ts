import { globalValue } from '../browser/script.js';

/** One call of a stack: its function as the engine names it, or '', and `:12:7`. */
export type Frame = readonly [name: string, url: string, position: string];

const MAX_FRAMES = 50;
/** `at name (url:1:2)` and `at url:1:2` of Chromium, `url:1:2` of older WebKit, `name@url:1:2` of Firefox and WebKit. */
const FRAME = /^(?: *at (?:async )?(?:([^(]+) \()?|(?=\w+:\/\/)|([^@]*)@)(\S.*?)(:\d+:\d+)\)?$/;

/** The calls of a stack, the latest first; what has no place in a file (natives, WebAssembly) is left out. */
export const parseFrames = (stack: string): Frame[] =>
  stack
    .split('\n')
    .flatMap((line): Frame[] => {
      const [, ours, theirs, url, position] = FRAME.exec(line) ?? [];
      return url && position ? [[ours ?? theirs ?? '', url, position]] : [];
    })
    .slice(0, MAX_FRAMES);

/**
 * Which build each file of these frames is of, as `id url`. ECMA-426's proposal has no runtime part that browsers know yet:
 * bundlers let each file enter its id on a global, under a stack whose latest call is in that file.
 */
export function debugIdsOf(frames: readonly Frame[]): string[] {
  const urls = new Set(frames.map(([, url]) => url));
  const known = { ...(globalValue('_sentryDebugIds') as object), ...(globalValue('_debugIds') as object) };
  return Object.entries(known).flatMap(([stack, id]) => {
    const url = parseFrames(stack)[0]?.[1] as string;
    return urls.delete(url) ? [`${id} ${url}`] : [];
  });
}
