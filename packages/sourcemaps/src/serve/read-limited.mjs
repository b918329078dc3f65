// @ts-check

/**
 * Reads a request's body, up to a limit.
 *
 * @param {import('node:http').IncomingMessage} request
 * @param {number} maxBytes
 * @param {(bytes: number) => void} count is called with the size of each part
 * @returns {Promise<{ body: Buffer, isWhole: boolean }>} of one that is too large the beginning; the rest is still to be read
 */
export async function readLimited(request, maxBytes, count) {
  const parts = [];
  let bytes = 0;
  for await (const part of request.iterator({ destroyOnReturn: false })) {
    parts.push(part);
    bytes += part.length;
    count(part.length);
    if (bytes > maxBytes) return { body: Buffer.concat(parts), isWhole: false };
  }
  return { body: Buffer.concat(parts), isWhole: true };
}
