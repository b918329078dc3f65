import { ifTrusted, listenToPage } from '../browser/lifecycle.js';
import { cspAttributes } from '../context/csp-violation.js';
import { createOncePerView } from '../context/once-per-view.js';
import type { Instrumentation } from '../instrumentation.js';
import * as names from '../semconv.js';

/** Maximum number of different violations reported per page view. */
const MAX_PER_VIEW = 20;
/** OpenTelemetry's SeverityNumber WARN. */
const SEVERITY_WARN = 13;

/**
 * Violations of the page's Content Security Policy. Repeated violations of one place and URL are reported once per page view.
 * Violations that block our own endpoint are not, since they could not be sent.
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
          // `blockedURI` may also be a keyword: `inline`, `eval`, `data`.
          if (/:/.test(blockedURI) && isIgnoredUrl(blockedURI)) return;
          if (!admit(JSON.stringify(attributes))) return;
          logger.emit({ eventName: names.EVENT_CSP_VIOLATION, severityNumber: SEVERITY_WARN, attributes });
        }),
      ),
    );
  },
});
