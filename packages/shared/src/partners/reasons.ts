/**
 * Why a receipt rejects, as SDK's receipts say it: what kind of rule was broken (`SV` structure, `BV` business rule,
 * `SIG` signature), and which.
 */
export type RejectionReason =
  | { readonly code: 'SV'; readonly reason: 'structure' }
  | {
      readonly code: 'BV';
      readonly reason:
        | 'invariant'
        | 'too-long'
        /** Malware, or what carries it. */
        | 'forbidden'
        /** A type of file that is not taken. */
        | 'not-supported'
        /** No such function address. */
        | 'not-found'
        /** The id was used for other content. */
        | 'duplicate'
        | 'security';
    }
  | { readonly code: 'SIG'; readonly reason: 'security' };

/** Whether a message was taken; every one gets this answer. */
export type Receipt =
  | { readonly kind: 'accepted' }
  | {
      readonly kind: 'rejected';
      readonly why: RejectionReason;
      /** The field that is to blame, by its path; never what it held. */
      readonly at: string | undefined;
    };

export const accepted: Receipt = { kind: 'accepted' };

export const rejected = <Code extends RejectionReason['code']>(
  code: Code,
  reason: Extract<RejectionReason, { readonly code: Code }>['reason'],
  at?: string,
): Receipt & { readonly kind: 'rejected' } => ({
  kind: 'rejected',
  // the signature pairs them
  why: { code, reason } as RejectionReason,
  at,
});
