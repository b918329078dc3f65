const decimals = (value, digits) =>
  value.toLocaleString('en', { minimumFractionDigits: 0, maximumFractionDigits: digits, useGrouping: false });

/** Formats a number with three significant digits: 0.0123, 1.23, 12.3, 123, 1,234. */
function number(value) {
  if (!Number.isFinite(value)) return String(value);
  if (Number.isInteger(value) || Math.abs(value) >= 1_000) return Math.round(value).toLocaleString('en');
  return value.toLocaleString('en', { maximumSignificantDigits: 3 });
}

function duration(millis) {
  if (!Number.isFinite(millis)) return '–';
  if (millis === 0) return '0 ms';
  if (millis < 1) return `${decimals(millis * 1_000, 0)} µs`;
  if (millis < 99.95) return `${decimals(millis, millis < 9.95 ? 2 : 1)} ms`;
  if (millis < 999.5) return `${decimals(millis, 0)} ms`;
  if (millis < 59_995) return `${decimals(millis / 1_000, 2)} s`;
  const seconds = Math.round(millis / 1_000);
  const minutes = `${Math.floor(seconds / 60)} min`;
  return seconds % 60 === 0 ? minutes : `${minutes} ${seconds % 60} s`;
}

function bytes(count) {
  if (count < 1_000) return `${count} B`;
  if (count < 999_500) return `${decimals(count / 1_000, count < 99_950 ? 1 : 0)} kB`;
  return `${decimals(count / 1_000_000, 2)} MB`;
}

/** Formats a value with a metric's unit: seconds as durations, bytes as bytes. */
function inUnit(value, unit) {
  if (unit === 's') return duration(value * 1_000);
  if (unit === 'ms') return duration(value);
  if (unit === 'By') return bytes(Math.round(value));
  // A unit in braces, such as {request}, is only a label of the count.
  const suffix = unit && unit !== '1' && !unit.startsWith('{') ? ` ${unit}` : '';
  return number(value) + suffix;
}

const clockFormat = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const clock = (millis) => (millis > 0 ? clockFormat.format(millis) : '–');

/** Formats an attribute's value on one line. */
const value = (any) => (typeof any === 'string' ? any : JSON.stringify(any));

/** Formats a count: `3 spans`, `1 span`. */
const plural = (count, noun) => `${number(count)} ${noun}${count === 1 ? '' : 's'}`;

/** Format of values everywhere in the view. */
export const format = { number, duration, bytes, inUnit, clock, value, plural };
