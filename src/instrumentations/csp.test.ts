import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { PageView } from '../context/page-view.js';
import { createGuard } from '../diagnostics/guard.js';
import type { InstrumentationContext, LogRecord } from '../instrumentation.js';
import { cspViolations } from './csp.js';

let target: EventTarget;
let reported: LogRecord[];
let view: PageView;
let stop: () => void;

beforeEach(() => {
  target = new EventTarget();
  vi.stubGlobal('window', target);
  reported = [];
  view = {} as PageView;
  stop = cspViolations().setup({
    logger: { emit: (record: LogRecord) => reported.push(record), enabled: () => true },
    page: { current: () => view },
    guard: createGuard({ warn: () => {}, debug: () => {} }),
    // Throws for an invalid URL, like an app's own function might.
    isIgnoredUrl: (url: string) => new URL(url).host === 'collector.example',
  } as unknown as InstrumentationContext) as () => void;
});

const violate = (violation: Partial<SecurityPolicyViolationEvent> = {}, isTrusted = true) =>
  target.dispatchEvent(
    Object.assign(
      Object.defineProperty(new Event('securitypolicyviolation'), 'isTrusted', { value: isTrusted }),
      {
        effectiveDirective: 'img-src',
        blockedURI: 'https://ads.example/a.png',
        disposition: 'enforce',
        sourceFile: 'https://shop.example/app.js',
        lineNumber: 12,
        columnNumber: 7,
        sample: 'let secret',
        ...violation,
      },
    ),
  );

describe('a violation of the policy', () => {
  it('is none if a script has dispatched it', () => {
    violate({}, false);
    expect(reported).toEqual([]);
  });

  it('is an event in the words of the Web platform, without a sample of the code', () => {
    violate();
    expect(reported).toEqual([
      {
        eventName: 'otel_rum.csp_violation',
        severityNumber: 13,
        attributes: {
          'otel_rum.csp_violation.effective_directive': 'img-src',
          'otel_rum.csp_violation.blocked_uri': 'https://ads.example/a.png',
          'otel_rum.csp_violation.disposition': 'enforce',
          'code.file.path': 'https://shop.example/app.js',
          'code.line.number': 12,
          'code.column.number': 7,
        },
      },
    ]);
  });

  it('is reported without a position if the browser has none', () => {
    violate({ sourceFile: '', lineNumber: 0, columnNumber: 0, disposition: 'report' });
    expect(JSON.parse(JSON.stringify(reported[0]?.attributes))).toEqual({
      'otel_rum.csp_violation.effective_directive': 'img-src',
      'otel_rum.csp_violation.blocked_uri': 'https://ads.example/a.png',
      'otel_rum.csp_violation.disposition': 'report',
    });
  });

  it('is reported once per page view, and again in the next', () => {
    for (let round = 0; round < 5; round++) violate();
    violate({ lineNumber: 13 });
    expect(reported).toHaveLength(2);
    view = {} as PageView;
    violate();
    expect(reported).toHaveLength(3);
  });

  it('is reported for at most 20 kinds per page view', () => {
    for (let line = 1; line <= 1_000; line++) violate({ lineNumber: line });
    expect(reported).toHaveLength(20);
  });

  it('is not reported if it blocks our own endpoint, which would cause the next one', () => {
    violate({ blockedURI: 'https://collector.example/v1/logs', effectiveDirective: 'connect-src' });
    expect(reported).toEqual([]);
  });

  it.each(['inline', 'eval', 'data', 'trusted-types-sink'])(
    'is reported if the blocked URI is a keyword: %s',
    (blockedURI) => {
      violate({ blockedURI });
      expect(reported).toHaveLength(1);
    },
  );

  it('is not reported after the teardown', () => {
    stop();
    violate();
    expect(reported).toEqual([]);
  });
});
