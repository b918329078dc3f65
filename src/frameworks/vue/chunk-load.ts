/** Matches the errors of engines, Vite, webpack and Rspack when a module or its styles cannot be loaded. */
const WORDS =
  /dynamically imported module|importing a module script failed|unable to preload css|ChunkLoadError|CSS_CHUNK_LOAD_FAILED/i;

/** Whether an error means that a part of the app could not be loaded: the network failed, or a deployment has replaced it. */
export function isChunkLoad(error: unknown): boolean {
  try {
    const { name, code, message } = error as { name?: unknown; code?: unknown; message?: unknown };
    return WORDS.test(`${name} ${code} ${message}`);
  } catch {
    // Undefined, null or unreadable.
    return false;
  }
}
