// @ts-check
/** What otel-rum sends (its docs/reference/signals.md), and what is written beside it. */
export const names = {
  TYPE: 'exception.type',
  MESSAGE: 'exception.message',
  STACK: 'exception.stacktrace',
  FRAMES: 'otel_rum.exception.frames',
  DEBUG_IDS: 'otel_rum.exception.debug_ids',
  GROUP: 'otel_rum.exception.group',
  COMPONENT_STACK: 'otel_rum.exception.component_stack',
  FILE: 'code.file.path',
  LINE: 'code.line.number',
  COLUMN: 'code.column.number',
  FUNCTION: 'code.function.name',
  /** Whether each frame is of the app itself: not of a package, not of the bundler. */
  IN_APP: 'otel_rum.exception.frames.in_app',
  /** The line of the latest frame of the app, with two lines around it. */
  CONTEXT: 'otel_rum.exception.source_context',
  /** Beginning of the four lists that honeycombio's sourcemapprocessor reads. */
  STRUCTURED: 'exception.structured_stacktrace.',
  PLACE_ORIGINAL: 'otel_rum.exception.place.original',
};

/** What it was before. @param {string} name */
export const originalOf = (name) => `${name.startsWith('otel_rum.') ? '' : 'otel_rum.'}${name}.original`;

/** Scripts of long frames and of INP: attributes with these beginnings. */
export const SCRIPT_PREFIXES = [
  'otel_rum.long_animation_frame.script.',
  'otel_rum.web_vital.attribution.longest_script.',
];
