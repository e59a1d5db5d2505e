import { createHash } from 'node:crypto';

const style = `
:root{color-scheme:light dark;--ink:#17211d;--soft:#434f4a;--surface:#fbfcfb;--desk:#eef0ee;--line:#d5dbd7;--control:#7c8882;--accent:#0a5746}
@media (prefers-color-scheme:dark){:root{--ink:#e8eeeb;--soft:#a9b6b0;--surface:#1c2225;--desk:#14181a;--line:#323b3f;--control:#7f8c86;--accent:#5cc2a6}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:24px 16px;background:var(--desk);color:var(--ink);font:15px/1.45 'Source Sans 3',system-ui,sans-serif}
main{width:100%;max-width:440px;padding:32px;background:var(--surface);border:1px solid var(--line);border-radius:6px}
.label{display:inline-block;margin:0 0 16px;padding:2px 10px;border:1px dashed currentColor;border-radius:4px;color:var(--accent);font-size:13px;font-weight:600}
h1{margin:0 0 8px;font-size:24px;line-height:1.25}
p{margin:0 0 24px;color:var(--soft)}
ul{list-style:none;margin:0;padding:0;display:grid;gap:8px}
button,.file{display:block;width:100%;min-height:56px;padding:8px 16px;border:1px solid var(--control);border-radius:6px;background:transparent;color:inherit;font:inherit;text-align:start;text-decoration:none;cursor:pointer;overflow-wrap:anywhere}
button:hover,.file:hover{border-color:var(--accent)}
button:focus-visible,.file:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
strong,small{display:block}
small{color:var(--soft);font-size:13px}
p:last-child{margin:0}
ol{margin:24px 0;padding-inline-start:20px;color:var(--soft)}
li+li{margin-block-start:4px}
ul li+li{margin:0}
a{color:var(--accent)}
`;

export type Language = 'sv' | 'en';

/** Of {@link page}'s one style, for a content security policy. */
export const styleSource = `'sha256-${createHash('sha256').update(style).digest('base64')}'`;

/** A page of what stands in for somebody else's system. @param body HTML */
export const page = (language: Language, title: string, body: string): string => `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><title>${escape(title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<style>${style}</style></head>
<body><main><p class="label">Demonstration</p><h1>${escape(title)}</h1>${body}</main></body>
</html>`;

/** Swedish unless English is asked for before it. */
export const languageOf = (accepted = ''): Language =>
  accepted
    .split(',')
    .map((part) => part.trim().slice(0, 2).toLowerCase())
    .find((tag) => tag === 'sv' || tag === 'en') === 'en'
    ? 'en'
    : 'sv';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
