import { z } from 'zod';

/**
 * Validates an array up to its first error. `z.array` collects every error of every item: a batch of 100,000 bad spans
 * would keep it busy for 16 seconds, and then overflow its stack.
 *
 * @param {z.ZodType} item
 */
export const list = (item) =>
  z.transform((value, context) => {
    if (!Array.isArray(value)) {
      context.issues.push({ code: 'custom', message: 'must be an array', input: value });
      return z.NEVER;
    }
    const items = [];
    for (const [index, each] of value.entries()) {
      const { success, data, error } = item.safeParse(each);
      if (!success) {
        for (const { path, message } of error.issues)
          context.issues.push({ code: 'custom', message, path: [index, ...path], input: each });
        return z.NEVER;
      }
      items.push(data);
    }
    return items;
  });
