import { z } from 'zod';
import { list } from './list.mjs';

/** An id of OTLP/JSON: hex (not base64 as in protobuf's JSON), of the right length, and not all zero. */
const hexId = (digits) =>
  z
    .string()
    .regex(new RegExp(`^(?!0+$)[0-9a-f]{${digits}}$`, 'i'), `must be ${digits} hex digits and not all zero`)
    .toLowerCase();
export const traceId = hexId(32);
export const spanId = hexId(16);
/** An optional id, which may be an empty string or a missing field. */
export const noId = z.literal('');

/** A 64-bit integer, which may be a string or a number in JSON; the result is a string. */
const integer64 = (min, max, what) =>
  z.transform((value, context) => {
    const decimal = typeof value === 'string' && /^(0|-?[1-9]\d*)$/.test(value);
    if (decimal || Number.isSafeInteger(value)) {
      const integer = BigInt(value);
      if (integer >= min && integer <= max) return String(integer);
    }
    context.issues.push({ code: 'custom', message: `must be ${what}`, input: value });
    return z.NEVER;
  });
const orSafe = 'as a decimal string (or a number that JSON holds exactly)';
export const int64 = integer64(-(2n ** 63n), 2n ** 63n - 1n, `a signed 64-bit integer ${orSafe}`);
export const uint64 = integer64(0n, 2n ** 64n - 1n, `an unsigned 64-bit integer ${orSafe}`);
export const nanos = integer64(1n, 2n ** 64n - 1n, `nanoseconds since 1970, above zero, ${orSafe}`);

export const int32 = z.int32();
export const uint32 = z.uint32();
export const double = z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity'])]);

/** An enum of OTLP/JSON: its number, not its name. */
export const enumNumber = (min, max) => z.int().min(min).max(max);

/** Requires exactly one of an object's fields, or at most one of them. */
export const exactlyOne = (value) => Object.keys(value).length === 1;
const atMostOne = (value) => Object.keys(value).length <= 1;

/** An AnyValue; an empty one is null, which arrays, maps and a log record's body may contain. */
export const anyValue = z.lazy(() =>
  z
    .object({
      stringValue: z.string().optional(),
      boolValue: z.boolean().optional(),
      intValue: int64.optional(),
      doubleValue: double.optional(),
      arrayValue: z.object({ values: list(anyValue).optional() }).optional(),
      kvlistValue: z.object({ values: list(keyValue).optional() }).optional(),
      bytesValue: z.base64().optional(),
    })
    .refine(atMostOne, 'must have one kind of value, not several'),
);
const keyValue = z.object({ key: z.string(), value: anyValue.optional() });

const attribute = z.object({
  key: z.string().min(1),
  value: anyValue.refine(exactlyOne, 'must have exactly one kind of value'),
});
export const attributes = list(attribute).superRefine((all, context) => {
  const keys = new Set();
  for (const [index, { key }] of all.entries()) {
    if (keys.has(key)) {
      context.addIssue({ code: 'custom', message: `"${key}" is there twice`, path: [index, 'key'] });
      return;
    }
    keys.add(key);
  }
});

export const attributesOf = {
  attributes: attributes.optional(),
  droppedAttributesCount: uint32.optional(),
};

export const resource = z.object({
  ...attributesOf,
  entityRefs: z
    .array(
      z.object({
        schemaUrl: z.string().optional(),
        type: z.string().min(1),
        idKeys: list(z.string()).optional(),
        descriptionKeys: list(z.string()).optional(),
      }),
    )
    .optional(),
});

export const scope = z.object({
  name: z.string().optional(),
  version: z.string().optional(),
  ...attributesOf,
});

/**
 * The envelope that the three signals share: records by scope and resource.
 *
 * @param {string} resourceField such as `resourceSpans`
 * @param {string} scopeField such as `scopeSpans`
 * @param {string} recordsField such as `spans`
 * @param {z.ZodType} record
 */
export const envelope = (resourceField, scopeField, recordsField, record) => {
  const schemaUrl = z.string().optional();
  const ofScope = z.object({
    scope: scope.optional(),
    [recordsField]: list(record).optional(),
    schemaUrl,
  });
  const ofResource = z.object({
    resource: resource.optional(),
    [scopeField]: list(ofScope).optional(),
    schemaUrl,
  });
  return z.object({ [resourceField]: list(ofResource).optional() });
};
