/** What engines and Vite say where a module or its styles could not be loaded. */
const MESSAGES = /dynamically imported module|importing a module script failed|unable to preload css/i;
/** webpack's and Rspack's names. */
const NAMES = /^(ChunkLoadError|CSS_CHUNK_LOAD_FAILED)$/;

/** Whether a part of the app could not be loaded: the network failed, or a new version has replaced it. */
export function isChunkLoad(error: unknown): boolean {
  try {
    const { name, code, message } = error as { name?: unknown; code?: unknown; message?: unknown };
    return NAMES.test(String(name)) || NAMES.test(String(code)) || MESSAGES.test(String(message));
  } catch {
    // Nothing was thrown, or what cannot be read.
    return false;
  }
}
