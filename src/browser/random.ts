const source = globalThis.crypto;

/** Returns random bytes in hex, for the ids of sessions, page views, traces and spans. */
export function randomHex(bytes: number): string {
  let hex = '';
  for (const byte of source.getRandomValues(new Uint8Array(bytes))) hex += byte.toString(16).padStart(2, '0');
  return hex;
}
