import { report } from './report';

/** A worker without a file of its own, as blob workers and evaluated bundles are. */
export async function workerFault(): Promise<void> {
  const url = new URL('worker.js', document.baseURI).href;
  const code = await (await fetch(url)).text();
  const start = `(0, eval)(${JSON.stringify(`${code}\n//# sourceURL=${url}`)})`;
  const worker = new Worker(URL.createObjectURL(new Blob([start], { type: 'text/javascript' })));
  worker.onmessage = ({ data }) => {
    if (!data.stack) return worker.terminate();
    const page = globalThis as { _debugIds?: object };
    page._debugIds = { ...page._debugIds, ...data.debugIds };
    report(Object.assign(new Error(data.message), { name: data.name, stack: data.stack }));
  };
}
