import type { ConsoleMessage } from '@playwright/test';

const POLICIES = /^(Error: )?\[?(Content-Security-Policy: |Cross-Origin Request Blocked: )/;

/**
 * Returns the console message of a violation of a policy that the browser logs, or undefined for an error of the page.
 * Firefox's driver reports these messages as errors of the page, as it reports exceptions.
 */
export function loggedByBrowser(error: Error): ConsoleMessage | undefined {
  const text = String(error);
  return POLICIES.test(text) ? ({ type: () => 'error', text: () => text } as ConsoleMessage) : undefined;
}
