import { html, type Html } from './html.ts';
import { documentOf, logOutForm, type PageRefresh, type PlainPage } from './pages.ts';
import { wordmarkInside } from './wordmark-html.ts';

export interface DeskPage extends PlainPage {
  /** Of who is logged in. */
  readonly name: string;
  readonly csrfToken: string;
  /** The page comes again by itself. */
  readonly refreshes?: PageRefresh;
}

/** A whole page for somebody who is logged in, without a script: who they are and the way out above `main`. */
export const deskPage = (
  { locale, assets, name, csrfToken, refreshes }: DeskPage,
  title: string,
  main: Html,
  /** For who comes by keyboard: past what stands above, to this id. */
  skip?: { readonly to: string; readonly word: string },
): string =>
  documentOf(
    { locale, assets, title: `${title} – Kuvert`, ...(refreshes && { refresh: refreshes }) },
    html`<body class="desk">
      ${skip && html`<a class="button skip" href="#${skip.to}">${skip.word}</a>`}
      <header class="desk__bar">
        <a class="wordmark" href="/">${wordmarkInside}</a>
        <bdi class="desk__person">${name}</bdi>
        ${logOutForm(locale, csrfToken)}
      </header>
      ${main}
    </body>`,
  );
