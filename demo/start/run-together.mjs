/**
 * @typedef {object} Part what runs: a process, or a server of this one
 * @property {string} url
 * @property {Promise<string>} [exited] resolves with a sentence when it has ended
 * @property {() => Promise<unknown>} close
 */

/**
 * Manages parts that run together, and closes them in the reverse order of their start.
 *
 * @param {(message: string) => void} onExit called when a part has ended that nobody closed
 */
export function runTogether(onExit) {
  /** @type {Part[]} */
  const running = [];
  let isClosing = false;

  return {
    /**
     * @template {Part} P
     * @param {P | Promise<P>} starting
     * @returns {Promise<P>}
     */
    async start(starting) {
      const part = await starting;
      running.push(part);
      part.exited?.then((message) => {
        if (!isClosing) onExit(message);
      });
      return part;
    },
    async close() {
      isClosing = true;
      for (const part of running.splice(0).reverse()) await part.close();
    },
  };
}
