// @ts-check
/** Names of otel-rum's attributes (its docs/reference/signals.md), and of those that are added. */
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
  /** Whether each frame is in the app's own code: not in a package, not in the bundler's. */
  IN_APP: 'otel_rum.exception.frames.in_app',
  /** The line of the latest frame of the app, with two lines around it. */
  CONTEXT: 'otel_rum.exception.source_context',
  /** Prefix of the four lists that honeycombio's sourcemapprocessor reads. */
  STRUCTURED: 'exception.structured_stacktrace.',
  PLACE_ORIGINAL: 'otel_rum.exception.place.original',
};

/** What it was before. @param {string} name */
export const originalOf = (name) => `${name.startsWith('otel_rum.') ? '' : 'otel_rum.'}${name}.original`;

/** Prefixes of attributes about the scripts of long frames and of INP. */
export const SCRIPT_PREFIXES = [
  'otel_rum.long_animation_frame.script.',
  'otel_rum.web_vital.attribution.longest_script.',
];
