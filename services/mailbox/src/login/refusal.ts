/** Why nobody was let in; stable, since auditors search for it. For the log alone: whoever asks hears the same of all. */
export type LoginRefusal =
  /** No login is under way that this would be the answer to: another browser's, an old one, or used already. */
  | 'not-under-way'
  /** The provider said no: they stopped there, or it would not have them. */
  | 'provider-refused'
  | 'provider-unreachable'
  /** Signature, nonce, issuer, audience or time: what came back is no answer to what was asked. */
  | 'answer-invalid'
  /** The ID token would be good for longer than this provider's should be. */
  | 'token-too-long'
  /** What people are known by is missing, or isn't of its form. */
  | 'identity-unclear'
  /** An assertion that logged somebody in before. */
  | 'assertion-used'
  | 'assurance-too-low'
  | 'nameless'
  /** Of somebody who has left. */
  | 'deactivated';

/** The cause of a `login-failed`. */
export class LoginRefused extends Error {
  override readonly name = 'LoginRefused';
  readonly reason: LoginRefusal;
  /** Whom the provider vouched for, where it came so far. */
  readonly who: { readonly issuer: string; readonly subject: string } | undefined;
  /** Which rule it broke, by the code of whoever has more to say. */
  readonly rule: string | undefined;

  constructor(
    reason: LoginRefusal,
    {
      who,
      rule,
      cause,
    }: Partial<Pick<LoginRefused, 'who' | 'rule'>> & { readonly cause?: unknown } = {},
  ) {
    super(reason, { cause });
    this.reason = reason;
    this.who = who;
    this.rule = rule;
  }
}
