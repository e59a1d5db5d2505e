/** Somebody who can log in. */
export interface OidcPerson {
  readonly subject: string;
  readonly name: string;
  /** In the ID token, for clients that ask for them by name. */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** Shown on the login page alone, such as the department. */
  readonly about?: string;
}
