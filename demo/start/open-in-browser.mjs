import { spawn } from 'node:child_process';

/** Opens an address in the person's own browser. Without one the demo runs all the same. @param {string} url */
export const openInBrowser = (url) => {
  const [command, ...args] = { darwin: ['open', url], win32: ['cmd', '/c', 'start', '', url] }[
    process.platform
  ] ?? ['xdg-open', url];
  spawn(command, args, { stdio: 'ignore', detached: true })
    .on('error', () => process.stdout.write(`No browser could be opened. Open ${url} yourself.\n`))
    .unref();
};
