import { describe, expect, it } from 'vitest';
import { html } from './html.mjs';

describe('html', () => {
  it('escapes values, in text and in attributes', () => {
    const query = `"><script>alert('&')</script>`;
    expect(String(html`<p title="${query}">${query}</p>`)).toBe(
      '<p title="&quot;&gt;&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;">&quot;&gt;&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;</p>',
    );
  });

  it('does not escape markup and lists of markup', () => {
    expect(String(html`<ul>${['a', '<b>'].map((name) => html`<li>${name}</li>`)}</ul>`)).toBe(
      '<ul><li>a</li><li>&lt;b&gt;</li></ul>',
    );
    expect(String(html`${html.raw('<hr>')}`)).toBe('<hr>');
  });

  it('writes nothing for missing values, and zero for zero', () => {
    expect(String(html`[${undefined}${null}${false}${''}${0}]`)).toBe('[0]');
  });
});
