// @ts-check
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { dataViews } from '../../examples/elasticsearch/data-views.mjs';

const file = new URL('../../examples/elasticsearch/data-views.ndjson', import.meta.url);

/** A text that holds JSON. @param {z.ZodType} schema */
const jsonOf = (schema) =>
  z
    .string()
    .transform((text) => JSON.parse(text))
    .pipe(schema);

/**
 * What Kibana 8 accepts of a data view: `dataViewAttributesSchema` in cm_services.ts of its plugin data_views, with the texts
 * that the saved object has in place of objects. Written by hand: no package has it.
 */
const dataView = z.strictObject({
  type: z.literal('index-pattern'),
  id: z.string().regex(/^[\w-]+$/),
  attributes: z.strictObject({
    title: z.string(),
    name: z.string(),
    timeFieldName: z.string(),
    fieldAttrs: jsonOf(
      z.record(
        z.string(),
        z.strictObject({
          customLabel: z.string().optional(),
          customDescription: z.string().max(300).optional(),
        }),
      ),
    ),
    fieldFormatMap: jsonOf(
      z.record(z.string(), z.strictObject({ id: z.enum(['duration', 'number']), params: z.looseObject({}) })),
    ),
    fields: jsonOf(z.array(z.unknown())),
    runtimeFieldMap: jsonOf(z.record(z.string(), z.unknown())),
    sourceFilters: jsonOf(z.array(z.unknown())),
    typeMeta: jsonOf(z.looseObject({})),
  }),
  references: z.array(z.strictObject({ id: z.string(), name: z.string(), type: z.string() })),
  coreMigrationVersion: z.string(),
  typeMigrationVersion: z.string(),
});

it('has in its file what its module makes, a saved object a line', () => {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toEqual(dataViews);
});

it('makes data views that Kibana’s schema accepts', () => {
  const parsed = dataViews.map((view) => dataView.parse(view));
  expect(parsed.map(({ attributes }) => attributes.title)).toEqual(['traces-*', 'logs-*']);
});
