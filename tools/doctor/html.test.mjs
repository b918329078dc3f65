// @ts-check
import { expect, test } from 'vitest';
import { metaOf, scriptsOf } from './html.mjs';

test('scripts are read in their order, with attributes in any quotes, and none of a comment', () => {
  const scripts = scriptsOf(`<!-- <script src="/no.js"></script> -->
    <SCRIPT>if (1 > 0) run("<b>")</SCRIPT>
    <script async src='/a.js' data-headers='{"a":"b > c"}' data-x=1 DATA-Y="&quot;z&quot;"></script >`);
  expect(scripts).toEqual([
    { attributes: {}, code: 'if (1 > 0) run("<b>")' },
    {
      attributes: {
        async: '',
        src: '/a.js',
        'data-headers': '{"a":"b > c"}',
        'data-x': '1',
        'data-y': '"z"',
      },
      code: '',
    },
  ]);
});

test('meta tags are found by name or http-equiv', () => {
  const html = `<meta charset=utf-8><meta http-equiv="Content-Security-Policy" content="default-src 'self'"><meta name=traceparent content=00-a>`;
  expect(metaOf(html, 'content-security-policy')).toEqual(["default-src 'self'"]);
  expect(metaOf(html, 'traceparent')).toEqual(['00-a']);
});
