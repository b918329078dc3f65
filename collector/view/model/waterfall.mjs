/**
 * Returns a trace as rows: parents before children, siblings by time, each with its position on the trace's time axis.
 *
 * @param {any} trace from the trace store
 * @param {Set<string>} [collapsed] ids of spans whose children are not shown
 * @returns {{ span: any, depth: number, childCount: number, isCollapsed: boolean, start: number, width: number }[]}
 *   start and width as fractions (0 to 1) of the trace's duration
 */
export function waterfall(trace, collapsed = new Set()) {
  const children = childrenOf(trace);
  const total = trace.durationMillis || 1;
  const rows = [];
  // A span that is its own ancestor is not reached from the top, so this terminates.
  const visit = (span, depth) => {
    const below = children.get(span.spanId) ?? [];
    const isCollapsed = collapsed.has(span.spanId) && below.length > 0;
    const start = Number(span.startNanos - trace.startNanos) / 1e6 / total;
    rows.push({
      span,
      depth,
      childCount: below.length,
      isCollapsed,
      start,
      width: span.durationMillis / total,
    });
    if (!isCollapsed) for (const child of below) visit(child, depth + 1);
  };
  for (const span of children.get(undefined) ?? []) visit(span, 0);
  return rows;
}

/** Groups spans by the id of their parent; those whose parent is missing are at the top. */
function childrenOf(trace) {
  const children = new Map();
  for (const span of [...trace.spans.values()].sort((a, b) => Number(a.startNanos - b.startNanos))) {
    const isKnown = trace.spans.has(span.parentSpanId) && span.parentSpanId !== span.spanId;
    const parent = isKnown ? span.parentSpanId : undefined;
    children.set(parent, [...(children.get(parent) ?? []), span]);
  }
  return children;
}

/**
 * Returns round times for an axis: 0, and steps of 1, 2 or 5 times a power of ten, at most `maxSteps`.
 *
 * @param {number} durationMillis
 * @param {number} maxSteps
 * @returns {number[]} milliseconds
 */
export function axisTicks(durationMillis, maxSteps) {
  if (!(durationMillis > 0)) return [0];
  const power = 10 ** Math.floor(Math.log10(durationMillis / maxSteps));
  const step = [1, 2, 5, 10]
    .map((factor) => factor * power)
    .find((each) => durationMillis / each <= maxSteps);
  return Array.from({ length: Math.floor(durationMillis / step) + 1 }, (_, index) => index * step);
}
