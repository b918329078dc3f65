// biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII begins at 0
const NOT_ASCII = /[^\u0000-\u007f]/;

/** Bytes of a text in UTF-8. */
const textSize = (text: string): number =>
  NOT_ASCII.test(text) ? new TextEncoder().encode(text).length : text.length;

/**
 * How many bytes a message or a body has on its way, without a look at what it says; undefined for what only sending it
 * would tell: a form, or an object that the native function makes a text of.
 */
export function payloadSize(data: unknown): number | undefined {
  if ((typeof data !== 'object' || data === null) && typeof data !== 'function')
    return textSize(String(data));
  if (data instanceof ArrayBuffer || ArrayBuffer.isView(data)) return data.byteLength;
  if (data instanceof Blob) return data.size;
  if (data instanceof URLSearchParams) return textSize(URLSearchParams.prototype.toString.call(data));
  return undefined;
}
