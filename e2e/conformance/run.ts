import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from '@playwright/test';
import { bundlePage } from './bundle-page.js';
import type { Case, Group, Outcome } from './case.js';
import { caseId } from './case-id.js';
import type { ConformanceServer, Seen } from './server.js';

/** All that is compared of one case's run. */
export interface Run extends Partial<Outcome> {
  console: string[];
  /** Errors that nobody caught. */
  uncaught: string[];
  server: Seen[];
  /** How the run itself failed, if it did. */
  failed?: string;
}

/** What is on the page beside the cases: nothing, or a patch. */
export type Subject = 'native' | 'otel-rum' | 'official' | 'careless';

const here = fileURLToPath(new URL('.', import.meta.url));
/** msw's own, as `msw init` would copy it. */
const MOCKS = readFileSync(`${here}../../node_modules/msw/lib/mockServiceWorker.js`, 'utf8');
/** A case that takes longer hangs. */
const CASE_MILLIS = 5_000;

const FIRST = (setting: object) => `globalThis.conformance = ${JSON.stringify(setting)};
conformance.natives = {
  fetch, setTimeout, setInterval,
  open: XMLHttpRequest.prototype.open, send: XMLHttpRequest.prototype.send,
  setRequestHeader: XMLHttpRequest.prototype.setRequestHeader,
  pushState: History.prototype.pushState, replaceState: History.prototype.replaceState,
};`;

/** By a call: the package's `sideEffects` say that a mere import has none. */
const subjectScript = (subject: Subject) =>
  bundlePage(`import { start } from './subjects/${subject}.ts'; start(conformance);`);

const SCRIPT = 'text/javascript';
const PAGE = `<!doctype html><html><head><meta charset="utf-8"><title>App</title><link rel="icon" href="data:,">
</head><body><script src="/first.js"></script><script type="module" src="/subject.js"></script>
<script type="module" src="/cases.js"></script></body></html>`;

/** A group as the test sees it: what its cases do, only the page knows. */
type Listed = Omit<Group, 'cases'> & { cases: Omit<Case, 'run'>[] };

export interface GroupRun {
  group: Listed;
  runs: Map<string, Run>;
  /** How many requests the patch has marked: none natively. */
  traced: number;
}

/** Runs every case of a file of `cases/` with that subject on the page, one after the other, in a context of its own. */
export async function runGroup(
  browser: Browser,
  server: ConformanceServer,
  file: string,
  subject: Subject,
  endpoint: string,
): Promise<GroupRun> {
  const cases = await bundlePage(
    `import { offer } from './page/main.ts'; import { group } from './cases/${file}.ts'; offer(group);`,
  );
  server.serve('/subject.js', SCRIPT, subject === 'native' ? '' : await subjectScript(subject));
  server.serve('/cases.js', SCRIPT, cases);
  server.serve('/mockServiceWorker.js', SCRIPT, MOCKS);
  server.serve('/page', 'text/html', PAGE);
  server.startRun();
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  const page = await context.newPage();
  let current: Run | undefined;
  const faults: string[] = [];
  context.on('weberror', (event) => (current?.uncaught ?? faults).push(String(event.error())));
  const open = async (before = '') => {
    server.serve('/first.js', SCRIPT, `${FIRST({ origins: server.origins, endpoint })}\n${before}`);
    current = undefined;
    await page.goto(`${server.origins.own}/page`);
    if (faults.length > 0) throw new Error(`The page with ${subject} does not start: ${faults}`);
  };
  const runs = new Map<string, Run>();
  try {
    await open();
    const group: Listed = JSON.parse(await page.evaluate('JSON.stringify(group)'));
    const ids = new Map(group.cases.map(({ name }) => [caseId(name), name]));
    if (ids.size < group.cases.length) throw new Error(`${group.name}: two cases have the same name`);

    context.on('console', (message) => {
      const [type, text] = [message.type(), message.text()];
      // A message that names an address is that case's, however late it comes.
      const id = /\/c\/([a-z\d-]+)\//.exec(`${text} ${message.location().url}`)?.[1];
      (runs.get(ids.get(id ?? '') ?? '') ?? current)?.console.push(`${type}: ${text}`);
    });

    let isSpent = Boolean(group.before);
    for (const { name, before } of group.cases) {
      if (isSpent || before) {
        await open(before ?? group.before);
      }
      current = { console: [], uncaught: [], server: [] };
      runs.set(name, current);
      Object.assign(current, await runCase(page, name));
      isSpent = Boolean(group.freshPages || before || current.failed);
    }
    for (const [name, run] of runs) run.server = server.seen(caseId(name));
    const traced = [...runs.values()]
      .flatMap((run) => run.server)
      .filter(
        // What the app sends itself is told.
        ({ isTraced, path }) => isTraced && !path.includes('/tell-traceparent'),
      );
    return { group, runs, traced: traced.length };
  } finally {
    await context.close();
  }
}

async function runCase(page: Page, name: string): Promise<Partial<Run>> {
  let timer: NodeJS.Timeout | undefined;
  const hangs = new Promise<Partial<Run>>((resolve) => {
    timer = setTimeout(() => resolve({ failed: 'the case hangs' }), CASE_MILLIS);
  });
  const result = page
    .evaluate(
      (wanted) => (globalThis as unknown as { runCase(name: string): Promise<Outcome> }).runCase(wanted),
      name,
    )
    .catch((error) => ({ failed: String(error).split('\n', 1)[0] as string }));
  try {
    return await Promise.race([result, hangs]);
  } finally {
    clearTimeout(timer);
  }
}
