import type { BrowserContext, Page } from '@playwright/test';
import type { HostSite } from './host.js';
import type { Neighbour } from './subject.js';

/** The behaviour of a page as seen from outside of otel-rum. */
export interface PageState {
  errors: string[];
  console: string[];
  /** Sorted, since the order of concurrent requests is random. */
  requests: string[];
  document: string;
  observed: string;
}

/** Headers that otel-rum adds. */
const OURS = ['traceparent', 'tracestate', 'baggage'];

/** Records a page from its start. */
export function recordPage(context: BrowserContext, page: Page, host: HostSite, subject: Neighbour) {
  const errors: string[] = [];
  const lines: string[] = [];
  const { steady = (text: string) => text, unsteady = /^$/, observe } = subject;
  context.on('weberror', (event) => errors.push(String(event.error())));
  context.on('console', (message) => lines.push(steady(`${message.type()}: ${message.text()}`)));

  return {
    soFar: () =>
      JSON.stringify({ errors, lines, requests: host.requests.map(({ url }) => url) }, undefined, 1),
    /** Returns the current document, including shadow trees. */
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

/** Runs in the page. Uses loops, because some neighbours replace array methods. */
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
        // The order of classes is that of their addition, and does not matter.
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
