import type { BrowserContext, Page } from '@playwright/test';
import type { HostSite } from './host.js';
import type { Neighbour } from './subject.js';

/** What a page did, as far as anybody else than otel-rum can see. */
export interface PageState {
  errors: string[];
  console: string[];
  /** Sorted: which of several requests in flight comes first is chance. */
  requests: string[];
  document: string;
  observed: string;
}

/** Headers that otel-rum is meant to add. */
const OURS = ['traceparent', 'tracestate', 'baggage'];

/** Listens to a page from its beginning. */
export function recordPage(context: BrowserContext, page: Page, host: HostSite, subject: Neighbour) {
  const errors: string[] = [];
  const lines: string[] = [];
  const { steady = (text: string) => text, unsteady = /^$/, observe } = subject;
  context.on('weberror', (event) => errors.push(String(event.error())));
  context.on('console', (message) => lines.push(steady(`${message.type()}: ${message.text()}`)));

  return {
    soFar: () =>
      JSON.stringify({ errors, lines, requests: host.requests.map(({ url }) => url) }, undefined, 1),
    /** The document as it is now, shadow trees included. */
    content: async () => steady(await page.evaluate(serialize)),
    async end(document: string): Promise<PageState> {
      return {
        errors,
        console: lines,
        requests: host.requests
          .filter(({ url }) => !unsteady.test(url))
          .map(({ method, url, headers, body }) =>
            steady(`${method} ${url} ${headersOf(headers)}${body ? ` ${body}` : ''}`),
          )
          .sort(),
        document,
        observed: observe ? String(await page.evaluate(observe)) : '',
      };
    },
  };
}

function headersOf(headers: Record<string, unknown>): string {
  const others = Object.entries(headers).filter(([name]) => !OURS.includes(name));
  return JSON.stringify(Object.fromEntries(others.sort(([left], [right]) => (left < right ? -1 : 1))));
}

/** Runs in the page. Loops rather than array methods: some neighbours replace those. */
function serialize(): string {
  let text = '';
  const walk = (node: Node): void => {
    // Elements of a frame's realm are elements too.
    if (node.nodeType === 1) {
      const { localName, attributes, shadowRoot } = node as Element;
      if (localName === 'script' && attributes.getNamedItem('src')?.value === '/otel-rum.iife.js') return;
      text += `<${localName}`;
      for (let i = 0; i < attributes.length; i++) {
        const { name, value } = attributes[i] as Attr;
        // The order of classes is that of their addition, and says nothing.
        text += ` ${name}="${name === 'class' ? value.split(' ').sort().join(' ') : value}"`;
      }
      text += '>\n';
      if (shadowRoot) {
        text += '#shadow\n';
        for (let child = shadowRoot.firstChild; child; child = child.nextSibling) walk(child);
        text += '/shadow\n';
      }
    } else if (node.nodeType === 3 && node.nodeValue?.trim()) text += `${node.nodeValue.trim()}\n`;
    for (let child = node.firstChild; child; child = child.nextSibling) walk(child);
  };
  walk(document.documentElement);
  return text;
}
