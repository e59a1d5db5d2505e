import { createHash } from 'node:crypto';

import { escape, languageOf, page, styleSource } from '../page.ts';
import type { OidcPerson } from './person.ts';

const words = {
  sv: {
    title: 'Vem vill du vara?',
    lead: 'Det här står i stället för kommunens inloggning. Ingen av personerna finns, och inget lösenord behövs.',
    failed: 'Inloggningen gick inte att slutföra',
    again: 'Gå tillbaka till brevlådan och logga in igen.',
    out: 'Du loggas ut',
    outLead: 'Även den här demonstrationen av kommunens inloggning glömmer vem du var.',
    go: 'Logga ut',
    back: 'Tillbaka till brevlådan',
    goBack: 'Fortsätt',
  },
  en: {
    title: 'Who do you want to be?',
    lead: "This stands in for the municipality's login. None of these people exists, and no password is needed.",
    failed: 'The login could not be completed',
    again: 'Go back to the mailbox and log in again.',
    out: 'You are being logged out',
    outLead: "This demonstration of the municipality's login forgets who you were, too.",
    go: 'Log out',
    back: 'Back to the mailbox',
    goBack: 'Go on',
  },
} as const;

const submit = "document.getElementById('op.logoutForm').submit()";
const submitHash = createHash('sha256').update(submit).digest('base64');

const post = 'document.forms[0].submit()';
const postHash = createHash('sha256').update(post).digest('base64');

/** Nothing but the one style, the one script and the one form; Chromium applies `form-action` to the redirects that follow. */
export const contentSecurityPolicy = (redirectUris: readonly string[]): string => {
  const origins = new Set(redirectUris.map((uri) => new URL(uri).origin));
  return [
    "default-src 'none'",
    'img-src data:',
    `style-src ${styleSource}`,
    `script-src 'sha256-${submitHash}' 'sha256-${postHash}'`,
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

/** An answer to another site: sent by itself, or by the button where there is no script. */
export const postingPage = (
  accepted: string | undefined,
  action: string,
  fields: Readonly<Record<string, string>>,
): string => {
  const { back, goBack } = words[languageOf(accepted)];
  const hidden = Object.entries(fields).map(
    ([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(value)}"/>`,
  );
  return page(
    languageOf(accepted),
    back,
    `<form method="post" action="${escape(action)}">${hidden.join('')}<button>${escape(goBack)}</button></form><script>${post}</script>`,
  );
};
