const Compression = globalThis.CompressionStream as typeof CompressionStream | undefined;

/** The text, gzipped; undefined where the browser cannot. */
export async function gzip(text: string): Promise<ArrayBuffer | undefined> {
  try {
    const stream = Compression && new Blob([text]).stream().pipeThrough(new Compression('gzip'));
    return stream && (await new Response(stream).arrayBuffer());
  } catch {
    // Plain bytes say the same.
    return undefined;
  }
}
