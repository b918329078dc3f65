import { ifTrusted, listenToPage } from '../browser/lifecycle.js';
import { cspAttributes } from '../context/csp-violation.js';
import { createOncePerView } from '../context/once-per-view.js';
import type { Instrumentation } from '../instrumentation.js';
import * as names from '../semconv.js';

/** Kinds of violations that are told in one page view. */
const MAX_PER_VIEW = 20;
/** OpenTelemetry's SeverityNumber WARN. */
const SEVERITY_WARN = 13;

/**
 * Violations of the page's Content Security Policy. What is violated at one place, or by one URL, again and again is told
 * once in a page view; where the policy blocks our own endpoint there is nobody to tell.
 */
export const cspViolations = (): Instrumentation => ({
  name: 'csp',
  setup({ logger, page, guard, isIgnoredUrl }) {
    const admit = createOncePerView(page, MAX_PER_VIEW);
    return listenToPage(
      'securitypolicyviolation',
      guard(
        ifTrusted((violation: SecurityPolicyViolationEvent) => {
          const attributes = cspAttributes(violation);
          const { blockedURI } = violation;
          // It may also be a word: `inline`, `eval`, `data`.
          if (/:/.test(blockedURI) && isIgnoredUrl(blockedURI)) return;
          if (!admit(JSON.stringify(attributes))) return;
          logger.emit({ eventName: names.EVENT_CSP_VIOLATION, severityNumber: SEVERITY_WARN, attributes });
        }),
      ),
    );
  },
});
