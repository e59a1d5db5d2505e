/** Somebody who can log in. */
export interface OidcPerson {
  readonly subject: string;
  readonly name: string;
  /** Shown on the login page alone, such as the department. */
  readonly about?: string;
}
