import { type BrowserName, browserNames, findBrowser } from '../../../scripts/browser.mjs';
import { engines as current } from '../page-end/engines.js';
import { startOldChromium } from './old-chromium.js';
import type { Support } from './support.js';

/** Old releases of Chromium from npm packages: `chromium-80` in package.json. */
export const OLD_CHROMIUMS = [80, 83, 86, 92, 103, 110, 121, 127] as const;
export type EngineName = BrowserName | `chromium-${(typeof OLD_CHROMIUMS)[number]}`;
export const engineNames: EngineName[] = [
  ...OLD_CHROMIUMS.map((release) => `chromium-${release}` as const),
  ...browserNames,
];

/** The engines to run; `scripts/test-browsers.mjs` passes those that are installed. */
export function wantedEngines(): EngineName[] {
  const { OTEL_RUM_ENGINES: given, OTEL_RUM_OLD_ENGINES: withOld } = process.env;
  return engineNames.filter((name) =>
    isCurrent(name) ? (given?.split(',') ?? browserNames).includes(name) : !given || withOld,
  );
}

export interface VisitedTab {
  click(selector: string): Promise<void>;
  /** Messages on the page's console, if the engine exposes them. */
  console?: string[];
}

export interface VisitedBrowser {
  /** `Chromium 80` */
  title: string;
  open(url: string): Promise<VisitedTab>;
  close(): Promise<void>;
}

export async function startEngine(name: EngineName): Promise<VisitedBrowser> {
  if (!isCurrent(name)) {
    const browser = await startOldChromium(releaseOf(name));
    return { ...browser, title: titleOf('Chromium', browser.version) };
  }
  const path = findBrowser(name);
  if (!path) throw new Error(`${name} is missing: \`npm run test:browsers\` installs it`);
  const browser = await current[name].start(path, { hasBackForwardCache: false });
  return {
    title: titleOf(current[name].title, browser.version),
    open: (url) => browser.open(url),
    close: () => browser.close(),
  };
}

/** Whether an engine has what a signal needs. */
export function isSupported(name: EngineName, support: Support | undefined): boolean {
  if (name === 'firefox' || name === 'webkit') return support?.[name] ?? true;
  return name === 'chromium' || releaseOf(name) >= (support?.chromium ?? 0);
}

const isCurrent = (name: EngineName): name is BrowserName => (browserNames as string[]).includes(name);
const releaseOf = (name: string) => Number(name.split('-')[1]);
/** Keeps WebKitGTK's minor version, which marks its releases. */
const titleOf = (title: string, version: string) =>
  `${title} ${/^\d+/.exec(version)?.[0]}${title === 'WebKitGTK' ? (/\.\d+/.exec(version)?.[0] ?? '') : ''}`;
