/** Returns whether the browser records performance entries of a type. The page may have replaced `PerformanceObserver`. */
export function isKnownEntryType(type: string): boolean {
  try {
    return PerformanceObserver.supportedEntryTypes.includes(type);
  } catch {
    return false;
  }
}

/**
 * Returns the performance entries of a type; none if the browser does not know the type: Chromium before 115 logs
 * "Deprecated API for given entry type" for a type that it does not know.
 */
export const readKnownEntries = (type: string): PerformanceEntryList =>
  isKnownEntryType(type) ? performance.getEntriesByType(type) : [];
