// biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII begins at 0
const NOT_ASCII = /[^\u0000-\u007f]/;

/** Returns the length of a text in UTF-8 bytes. */
const textSize = (text: string): number =>
  NOT_ASCII.test(text) ? new TextEncoder().encode(text).length : text.length;

/**
 * Returns the size of a message or a body in bytes, without reading its content; undefined for a form, or an object that
 * the native function turns into a text, since only sending would show the size.
 */
export function payloadSize(data: unknown): number | undefined {
  if ((typeof data !== 'object' || data === null) && typeof data !== 'function')
    return textSize(String(data));
  if (data instanceof ArrayBuffer || ArrayBuffer.isView(data)) return data.byteLength;
  if (data instanceof Blob) return data.size;
  if (data instanceof URLSearchParams) return textSize(URLSearchParams.prototype.toString.call(data));
  return undefined;
}
