/** The panel's own document. */
export interface PanelFrame {
  /** Shows only a part of the frame; the page keeps the rest, and its clicks. @param inset four lengths of CSS `inset()` */
  clip(inset: string): void;
  /** Draws a box around an element of the page; undefined removes it. */
  outline(element: Element | undefined): void;
  remove(): void;
}

/** The frame's window, whose timers and constructors neither the page nor a patch has replaced. */
export type FrameWindow = Window & typeof globalThis;

type Styles = Record<string, string>;

/** Sets styles that no rule of the page overrides. The CSSOM is exempt from `style-src`: https://www.w3.org/TR/CSP3/#directive-style-src */
function pin(element: HTMLElement, styles: Styles): void {
  for (const [name, value] of Object.entries(styles)) element.style.setProperty(name, value, 'important');
}

const FULL: Styles = { all: 'initial', top: '0', left: '0', width: '100%', height: '100%' };

/**
 * Creates a frame over the whole page, in a closed shadow root, and clips it. A frame has its own events, paints, layout shifts and
 * interactions: none of them is the page's, so nothing that a person does in the panel is measured. Clipping moves no box, so
 * the panel's size is no layout shift either (https://wicg.github.io/layout-instability/#sec-unstable-nodes). Its document is
 * `about:blank`: it has the page's Content Security Policy, loads nothing, and runs no script.
 * @param onReady called with the empty document; again if the browser replaces it, as Firefox does
 */
export function createFrame(onReady: (window: FrameWindow, frame: PanelFrame) => void): PanelFrame {
  const host = document.createElement('div');
  // Closed: rage and dead clicks are not judged on a page with open shadow trees.
  const root = host.attachShadow({ mode: 'closed' });
  const frame = document.createElement('iframe');
  frame.title = 'otel-rum devtools';
  frame.name = 'otel-rum-devtools';
  pin(host, { ...FULL, position: 'fixed', 'z-index': '2147483647', 'pointer-events': 'none' });
  // The same colour scheme inside and outside: otherwise the browser paints an opaque background
  // (https://www.w3.org/TR/css-color-adjust-1/#color-scheme-effect).
  pin(frame, {
    ...FULL,
    position: 'absolute',
    border: '0',
    'color-scheme': 'light dark',
    'clip-path': 'inset(100%)',
    'pointer-events': 'auto',
  });
  let shown: Document | undefined;
  frame.addEventListener('load', () => {
    const { contentDocument, contentWindow } = frame;
    // A policy with `sandbox` makes the frame another origin's.
    if (!contentDocument || contentDocument === shown) return;
    shown = contentDocument;
    onReady(contentWindow as FrameWindow, panelFrame);
  });
  let box: HTMLElement | undefined;
  const outline = (element: Element | undefined) => {
    box?.remove();
    box = undefined;
    const rect = element?.getBoundingClientRect();
    if (!rect?.width || !rect.height) return;
    // A new element each time: one that moves would be a layout shift.
    box = document.createElement('div');
    pin(box, {
      ...FULL,
      position: 'absolute',
      left: `${rect.left}px`,
      top: `${rect.top}px`,
      width: `${rect.width}px`,
      height: `${rect.height}px`,
      outline: '2px solid #6d7cff',
      background: '#6d7cff33',
    });
    root.prepend(box);
  };
  root.append(frame);
  const attach = () => document.documentElement.append(host);
  const panelFrame: PanelFrame = {
    clip: (inset) => pin(frame, { 'clip-path': `inset(${inset})` }),
    outline,
    remove() {
      document.removeEventListener('DOMContentLoaded', attach);
      host.remove();
    },
  };
  // The parser would put the body behind it.
  if (document.readyState === 'loading')
    document.addEventListener('DOMContentLoaded', attach, { once: true });
  else attach();
  return panelFrame;
}
