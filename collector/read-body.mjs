import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { HttpError } from './http-error.mjs';

const unzip = promisify(gunzip);

/**
 * Reads a request's body to its end and decompresses it.
 *
 * @param {import('node:http').IncomingMessage} request
 * @param {number} maxBytes the most that is taken, both as sent and unpacked
 * @returns {Promise<{ body: Buffer, encodedBytes: number }>} the unpacked body, and how many bytes crossed the wire
 */
export async function readBody(request, maxBytes) {
  const encoding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (encoding !== 'identity' && encoding !== 'gzip') {
    throw new HttpError(415, `Content-Encoding "${encoding}" is not supported: send gzip or none`, {
      'Accept-Encoding': 'gzip',
    });
  }
  const sent = await readAll(request, maxBytes);
  const body = encoding === 'gzip' ? await unpack(sent, maxBytes) : sent;
  return { body, encodedBytes: sent.length };
}

async function readAll(request, maxBytes) {
  const chunks = [];
  let bytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, bytes);
}

async function unpack(sent, maxBytes) {
  try {
    return await unzip(sent, { maxOutputLength: maxBytes });
  } catch (error) {
    if (error.code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(maxBytes);
    throw new HttpError(400, `the body is not valid gzip: ${error.message}`);
  }
}

const tooLarge = (maxBytes) => new HttpError(413, `the body is larger than ${maxBytes} bytes`);
