/** What one look at the house showed. */
export interface Finding {
  /** Stable: what was looked at, such as `objects-sample`. */
  readonly check: string;
  /** `warn` is worth a look; `wrong` loses faxes, locks people out or breaks a promise, now or soon. */
  readonly level: 'ok' | 'warn' | 'wrong';
  /** What was found, in plain words; never content, names of people or numbers that called. */
  readonly text: string;
  /** What to do about it. */
  readonly todo?: string;
}

export const ok = (check: string, text: string): Finding => ({ check, level: 'ok', text });

export const warn = (check: string, text: string, todo: string): Finding => ({
  check,
  level: 'warn',
  text,
  todo,
});

export const wrong = (check: string, text: string, todo: string): Finding => ({
  check,
  level: 'wrong',
  text,
  todo,
});

/** `1 fax`, `2 faxes`. */
export const count = (number: number, one: string, many: string): string =>
  `${number} ${number === 1 ? one : many}`;
