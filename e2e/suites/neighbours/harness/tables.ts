import type { Figures } from './figures.js';

/** Returns the tables of docs/reference/neighbours.md: what was recorded, the same visits with release 0.1, and all names. */
export function createTables(figures: readonly Figures[], before: readonly Partial<Figures>[]): string {
  return [
    '## What was recorded\n',
    table(
      [
        'Application',
        'What the visitor did',
        'Clicks recorded / made',
        'Requests with the right cause / made',
        'Page views recorded / made',
        'Errors',
        'False marks',
        'Names',
        'Log records',
        'Spans',
        'Exports',
      ],
      figures.map((one) => [
        `${one.name}<br>${one.versions}`,
        one.did,
        `${one.clicks.length} / ${one.clicksMade}`,
        `${one.requestsRight} / ${one.requestsMade}`,
        `${one.views.length} / ${one.viewsMade}`,
        String(one.errors.length),
        String(one.marks.length - one.marksRight),
        String(one.names.length),
        String(one.events),
        String(one.spans),
        String(one.posts),
      ]),
    ),
    '\n## The same visits with release 0.1\n',
    'Each cell: release 0.1 → now. A page is *changed* if its console, requests, document, errors or change detections differ from a',
    'visit without otel-rum; *broken* if the visit could not be finished.\n',
    table(
      [
        'Application',
        'Page',
        'Clicks recorded / made',
        'Requests with the right cause / made',
        'Page views with the right template / made',
        'False marks',
        'Long frames that name otel-rum',
        'Names',
        'Log records',
        'Exports',
      ],
      figures.map((now) => {
        const then = before.find(({ name }) => name === now.name);
        const both = (cell: (one: Figures) => string) =>
          `${then?.clicks ? cell(then as Figures) : '–'} → ${cell(now)}`;
        return [
          now.name,
          `${then?.page ?? '–'} → ${now.page}`,
          both((one) => `${one.clicks.length} / ${one.clicksMade}`),
          both((one) => `${one.requestsRight} / ${one.requestsMade}`),
          both((one) => `${one.viewsRight} / ${one.viewsMade}`),
          both((one) => String(one.marks.length - one.marksRight)),
          both((one) => String(one.framesOfOurs.length)),
          both((one) => String(one.names.length)),
          both((one) => String(one.events)),
          both((one) => String(one.posts)),
        ];
      }),
    ),
    '\n## All names\n',
    ...figures.map(({ name, names }) => `- **${name}**: ${names.map((one) => `\`${one}\``).join(' · ')}`),
  ].join('\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
