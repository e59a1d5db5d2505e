import { describe, expect, it } from 'vitest';
import { html, jsonForScript } from './html.ts';

describe('html', () => {
  it('escapes what is put into text and attributes', () => {
    const hostile = `"><script>alert('x')&</script>`;
    expect(html`<p title="${hostile}">${hostile}</p>`.text).toBe(
      '<p title="&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&amp;&lt;/script&gt;">' +
        '&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&amp;&lt;/script&gt;</p>',
    );
  });

  it('keeps HTML that it made itself, one or a list', () => {
    const items = ['a', '<b>'].map((text) => html`<li>${text}</li>`);
    expect(html`[${items}]`.text).toBe('[<li>a</li><li>&lt;b&gt;</li>]');
  });

  it('leaves nothing for what is absent, and shows nought', () => {
    expect(html`[${null}${undefined}${false}${0}]`.text).toBe('[0]');
  });
});

describe('JSON in a script element', () => {
  const hostile = { name: '</script><!--<script>\u2028\u2029' };

  it('cannot end the element', () => {
    expect(jsonForScript(hostile).text).not.toMatch(/[<\u2028\u2029]/);
  });

  it('is the same value when parsed', () => {
    expect(JSON.parse(jsonForScript(hostile).text)).toEqual(hostile);
  });
});
