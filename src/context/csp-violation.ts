import type { Attributes } from '@opentelemetry/api';
import * as names from '../semconv.js';

/** Returns attributes of a violation of the page's Content Security Policy, without its code sample, which may be private. */
export const cspAttributes = (violation: SecurityPolicyViolationEvent): Attributes => ({
  [names.CSP_DIRECTIVE]: violation.effectiveDirective,
  [names.CSP_BLOCKED_URI]: violation.blockedURI,
  [names.CSP_DISPOSITION]: violation.disposition,
  [names.CODE_FILE_PATH]: violation.sourceFile || undefined,
  [names.CODE_LINE_NUMBER]: violation.lineNumber || undefined,
  [names.CODE_COLUMN_NUMBER]: violation.columnNumber || undefined,
});
