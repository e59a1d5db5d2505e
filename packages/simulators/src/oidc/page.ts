import { createHash } from 'node:crypto';

import type { OidcPerson } from './person.ts';

const words = {
  sv: {
    label: 'Demonstration',
    title: 'Vem vill du vara?',
    lead: 'Det här står i stället för kommunens inloggning. Ingen av personerna finns, och inget lösenord behövs.',
    failed: 'Inloggningen gick inte att slutföra',
    again: 'Gå tillbaka till brevlådan och logga in igen.',
    out: 'Du loggas ut',
    outLead: 'Även den här demonstrationen av kommunens inloggning glömmer vem du var.',
    go: 'Logga ut',
  },
  en: {
    label: 'Demonstration',
    title: 'Who do you want to be?',
    lead: "This stands in for the municipality's login. None of these people exists, and no password is needed.",
    failed: 'The login could not be completed',
    again: 'Go back to the mailbox and log in again.',
    out: 'You are being logged out',
    outLead: "This demonstration of the municipality's login forgets who you were, too.",
    go: 'Log out',
  },
} as const;

type Language = keyof typeof words;

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
button{width:100%;min-height:56px;padding:8px 16px;border:1px solid var(--control);border-radius:6px;background:transparent;color:inherit;font:inherit;text-align:start;cursor:pointer;overflow-wrap:anywhere}
button:hover{border-color:var(--accent)}
button:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
strong,small{display:block}
small{color:var(--soft);font-size:13px}
`;

const styleHash = createHash('sha256').update(style).digest('base64');

const submit = "document.getElementById('op.logoutForm').submit()";
const submitHash = createHash('sha256').update(submit).digest('base64');

/** Nothing but the one style, the one script and the one form; Chromium applies `form-action` to the redirects that follow. */
export const contentSecurityPolicy = (redirectUris: readonly string[]): string => {
  const origins = new Set(redirectUris.map((uri) => new URL(uri).origin));
  return [
    "default-src 'none'",
    'img-src data:',
    `style-src 'sha256-${styleHash}'`,
    `script-src 'sha256-${submitHash}'`,
    `form-action 'self' ${[...origins].join(' ')}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
};

export const chooserPage = (
  accepted: string | undefined,
  people: readonly OidcPerson[],
): string => {
  const { title, lead } = words[languageOf(accepted)];
  const buttons = people.map(
    ({ subject, name, about }) =>
      `<li><button name="subject" value="${escape(subject)}"><strong>${escape(name)}</strong>${
        about === undefined ? '' : `<small>${escape(about)}</small>`
      }</button></li>`,
  );
  return page(
    languageOf(accepted),
    title,
    `<p>${escape(lead)}</p><form method="post"><ul>${buttons.join('')}</ul></form>`,
  );
};

export const messagePage = (accepted: string | undefined, code: string): string => {
  const { failed, again } = words[languageOf(accepted)];
  return page(
    languageOf(accepted),
    failed,
    `<p>${escape(again)}</p><p><code>${escape(code)}</code></p>`,
  );
};

/** @param form the provider's own; it is sent by itself, or by the button where there is no script */
export const logoutPage = (accepted: string | undefined, form: string): string => {
  const { out, outLead, go } = words[languageOf(accepted)];
  const yes = '<input type="hidden" name="logout" value="yes"/>';
  const whole = form.replace('</form>', `${yes}<button>${escape(go)}</button></form>`);
  return page(
    languageOf(accepted),
    out,
    `<p>${escape(outLead)}</p>${whole}<script>${submit}</script>`,
  );
};

const page = (language: Language, title: string, body: string): string => `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><title>${escape(title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<style>${style}</style></head>
<body><main><p class="label">${words[language].label}</p><h1>${escape(title)}</h1>${body}</main></body>
</html>`;

/** Swedish unless English is asked for before it. */
const languageOf = (accepted = ''): Language =>
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

const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
