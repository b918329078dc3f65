/**
 * The command and arguments that run npm: the very npm that runs us, where one does.
 * @param {...string} args
 * @returns {[command: string, args: string[]]}
 */
export const npm = (...args) => {
  const { npm_execpath: runner } = process.env;
  return runner?.endsWith('.js') ? [process.execPath, [runner, ...args]] : ['npm', args];
};
