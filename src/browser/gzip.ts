const Compression = globalThis.CompressionStream as typeof CompressionStream | undefined;

/** Returns the gzipped text; undefined if the browser cannot compress. */
export async function gzip(text: string): Promise<ArrayBuffer | undefined> {
  try {
    const stream = Compression && new Blob([text]).stream().pipeThrough(new Compression('gzip'));
    return stream && (await new Response(stream).arrayBuffer());
  } catch {
    // The caller sends the text uncompressed.
    return undefined;
  }
}
