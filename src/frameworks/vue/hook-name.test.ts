import { describe, expect, it } from 'vitest';
import * as vue from 'vue';
import { hookName } from './hook-name.js';

/** Vue has it, its types do not. */
const { ErrorTypeStrings } = vue as unknown as { ErrorTypeStrings: Record<string, string> };
/** Codes of development builds only. */
const DEVELOPMENT_ONLY = ['rtc', 'rtg'];
const codes = Object.entries(ErrorTypeStrings).filter(([code]) => !DEVELOPMENT_ONLY.includes(code));

describe('hookName', () => {
  it.each(codes)('knows what Vue calls %s', (code, text) => {
    expect(hookName(code)).toEqual({ hook: text, code });
    expect(hookName(`https://vuejs.org/error-reference/#runtime-${code}`)).toEqual({ hook: text, code });
  });

  it('leaves the words of development builds as they are', () => {
    expect(hookName('render function')).toEqual({ hook: 'render function', code: undefined });
    expect(hookName('updated')).toEqual({ hook: 'updated', code: undefined });
  });

  it('keeps unknown codes', () => {
    const url = 'https://vuejs.org/error-reference/#runtime-99';
    expect(hookName(url)).toEqual({ hook: url, code: '99' });
    expect(hookName('')).toEqual({ hook: '', code: undefined });
  });
});
