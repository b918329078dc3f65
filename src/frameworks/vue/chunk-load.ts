/** What engines, Vite, webpack and Rspack say where a module or its styles could not be loaded. */
const WORDS =
  /dynamically imported module|importing a module script failed|unable to preload css|ChunkLoadError|CSS_CHUNK_LOAD_FAILED/i;

/** Whether a part of the app could not be loaded: the network failed, or a new version has replaced it. */
export function isChunkLoad(error: unknown): boolean {
  try {
    const { name, code, message } = error as { name?: unknown; code?: unknown; message?: unknown };
    return WORDS.test(`${name} ${code} ${message}`);
  } catch {
    // Nothing was thrown, or what cannot be read.
    return false;
  }
}
