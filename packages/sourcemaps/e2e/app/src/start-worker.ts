import { report } from './report';

const start = (code: string): void => {
  const worker = new Worker(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })));
  worker.onmessage = ({ data }) => {
    if (!data.stack) return worker.terminate();
    const page = globalThis as { _debugIds?: object };
    page._debugIds = { ...page._debugIds, ...data.debugIds };
    report(Object.assign(new Error(data.message), { name: data.name, stack: data.stack }));
  };
};

/** Starts a worker that evaluates a built file as a text, with the file's name, like development builds of bundlers. */
export async function workerFault(): Promise<void> {
  const url = new URL('worker.js', document.baseURI).href;
  const code = await (await fetch(url)).text();
  start(`(0, eval)(${JSON.stringify(`${code}\n//# sourceURL=${url}`)})`);
}

/** Starts a worker without a file of its own. Its message is another one of the same length. */
export async function blobWorkerFault(): Promise<void> {
  const code = await (await fetch(new URL('worker.js', document.baseURI).href)).text();
  start(code.replace('evaluatedworker', 'workerfromablob'));
}
