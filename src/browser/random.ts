const source = globalThis.crypto;

/** Bytes of a random word. */
const WORD_BYTES = 4;
/** Random words for the next ids, requested together because each request costs the same. */
const words = new Uint32Array(64);
let used = words.length;

/** Returns random bytes in hex, for the ids of sessions, page views, traces and spans. @param bytes a multiple of 4 */
export function randomHex(bytes: number): string {
  let hex = '';
  for (let at = 0; at < bytes; at += WORD_BYTES) {
    if (used === words.length) {
      source.getRandomValues(words);
      used = 0;
    }
    hex += (words[used++] as number).toString(16).padStart(8, '0');
  }
  return hex;
}
