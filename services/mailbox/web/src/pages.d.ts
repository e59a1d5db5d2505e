import type { Boot, Locale } from '../../src/http/api.ts';
import type { Assets } from './assets.ts';
import { type FirstPaintAt } from './first-paint.ts';
/** The application with its first rows; `assets` of the entry `app`. */
export declare const appPage: (
  boot: Boot,
  at: FirstPaintAt,
  {
    assets,
    nonce,
  }: {
    readonly assets: Assets;
    readonly nonce: string;
  },
) => string;
/** `assets` of the entry `plain` for all pages below. */
export interface PlainPage {
  readonly locale: Locale;
  readonly assets: Assets;
}
/** Where one logs in. `error` is a stable code of a login that failed; `ended` says that a session ran out. */
export declare const loginPage: ({
  locale,
  assets,
  loginUrl,
  error,
  ended,
}: PlainPage & {
  /** Starts the login with the provider, its `return` included. */
  readonly loginUrl: string;
  readonly error?: string;
  readonly ended?: boolean;
}) => string;
/** Something went wrong before the application could start. `message` is for people, `code` is the stable one. */
export declare const errorPage: ({
  locale,
  assets,
  code,
  message,
}: PlainPage & {
  readonly code: string;
  readonly message?: string;
}) => string;
/** Logged in, but a member of no department. */
export declare const noDepartmentPage: ({
  locale,
  assets,
  name,
  csrfToken,
}: PlainPage & {
  readonly name: string;
  readonly csrfToken: string;
}) => string;
/** All pages as pictures, one a sheet; its script (entry `print`) opens the print dialog when they have loaded. */
export declare const printPage: ({
  locale,
  assets,
  title,
  pages,
}: PlainPage & {
  readonly title: string;
  readonly pages: readonly string[];
}) => string;
