import { globalValue } from '../browser/script.js';
import { cutMasked } from './mask-secrets.js';

/** One call of a stack: the engine's name of the function, or ''; the URL; and `:12:7`. */
export type Frame = readonly [name: string, url: string, position: string];

const MAX_FRAMES = 50;
/** Maximum number of characters of a stack that are read: fifty frames with long URLs. */
const MAX_FRAMES_LENGTH = 32_768;
/** Maximum length of a frame: the URL of a module may be a whole `data:` URL. */
const MAX_LINE = 2_000;
/** `at name (url:1:2)` and `at url:1:2` of Chromium, `url:1:2` of older WebKit, `name@url:1:2` of Firefox and WebKit. */
const FRAME = /^(?: *at (?:async )?(?:([^(]+) \()?|(?=(?:blob:)?[\w-]+:\/\/)|([^@]*)@)(\S.*?)(:\d+:\d+)\)?$/;

/** Returns the frames of a stack, latest first, except those without a position in a file (natives, WebAssembly). */
export const parseFrames = (stack: string): Frame[] =>
  stack
    .slice(0, MAX_FRAMES_LENGTH)
    .split('\n')
    .flatMap((line): Frame[] => {
      const [, ours, theirs, url, position] = FRAME.exec(line.slice(0, MAX_LINE)) ?? [];
      return url && position ? [[ours ?? theirs ?? '', url, position]] : [];
    })
    .slice(0, MAX_FRAMES);

/** Maximum number of characters of a message within a stack. */
const MAX_HEAD = 1_024;
/** What Chromium puts before the message. */
const TITLE = /^(?:[^\n@]{0,200}: )?$/;

/**
 * Cuts a stack but keeps its frames: Chromium puts the message first, which may have any length.
 * @returns the stack, and the part of it that contains the frames
 */
export function openStack(stack: string, message: string): { text: string; frames: string } {
  const found = message ? stack.slice(0, MAX_HEAD * 2).indexOf(message.slice(0, MAX_HEAD)) : -1;
  const end = found + message.length;
  const isTitled = found >= 0 && TITLE.test(stack.slice(0, found)) && (stack[end] ?? '\n') === '\n';
  // A message that was changed later is not found: then only the end of a long stack is read.
  const start = isTitled ? end : Math.max(0, stack.length - MAX_FRAMES_LENGTH);
  const frames = stack.slice(start, start + MAX_FRAMES_LENGTH);
  const head = stack.slice(0, start);
  return { text: head.length > MAX_HEAD ? `${cutMasked(head, MAX_HEAD)}…${frames}` : head + frames, frames };
}

/**
 * Returns the debug ids of these files, as `id url`. Bundlers register each file's id on a global, under a stack whose latest
 * call is in that file; ECMA-426's proposal (https://github.com/tc39/ecma426/blob/main/proposals/debug-id.md) has no
 * runtime part that browsers support.
 */
export function debugIdsOf(files: readonly string[]): string[] {
  const urls = new Set(files);
  const known = { ...(globalValue('_sentryDebugIds') as object), ...(globalValue('_debugIds') as object) };
  return Object.entries(known).flatMap(([stack, id]) => {
    const url = parseFrames(stack)[0]?.[1] as string;
    return urls.delete(url) ? [`${id} ${url}`] : [];
  });
}

/** Returns the debug id of a long frame's script, and the position of the function in it, if the browser reports it. */
export const scriptPlace = ({
  sourceURL,
  sourceCharPosition: position,
}: {
  readonly sourceURL: string;
  readonly sourceCharPosition: number;
}): { debugId: string | undefined; sourceCharPosition: number | undefined } => ({
  debugId: debugIdsOf([sourceURL])[0]?.split(' ')[0],
  sourceCharPosition: position >= 0 ? position : undefined,
});
