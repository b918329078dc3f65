/** Formats milliseconds: 2 digits below 10, seconds from 1,000 on. */
export function formatMillis(millis: number): string {
  if (millis >= 1_000) return `${(millis / 1_000).toFixed(2)} s`;
  return `${millis < 10 ? Math.round(millis * 10) / 10 : Math.round(millis)} ms`;
}

/** Formats a number of bytes. */
export const formatBytes = (bytes: number): string =>
  bytes < 1_000 ? `${bytes} B` : `${(bytes / 1_000).toFixed(1)} kB`;

/** Formats a moment, in milliseconds since the Unix epoch, as the time of day. */
export function formatTime(millis: number): string {
  const date = new Date(millis);
  return `${date.toTimeString().slice(0, 8)}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}

/** Returns a URL without its scheme, and without the page's origin. */
export const formatUrl = (url: string, pageOrigin: string): string =>
  url.startsWith(`${pageOrigin}/`) ? url.slice(pageOrigin.length) : url.replace(/^https?:\/\//, '');

/** Formats a number of things. @example '1 error' @example '3 errors' */
export const formatCount = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? '' : 's'}`;
