import type { RejectionReason } from '@kuvert/shared/partners/reasons';

/** One thing that is wrong with a message. */
export interface Finding {
  readonly why: RejectionReason;
  /** The element by its path; `NA` when there is none to point at. */
  readonly at: string;
  /** In words, for the other side's people. Never what the message holds. */
  readonly text: string;
}

/** The reasons of a code that is broken by a business rule. */
export type BusinessReason = Extract<RejectionReason, { readonly code: 'BV' }>['reason'];

export const brokenRule = (reason: BusinessReason, at: string, text: string): Finding => ({
  why: { code: 'BV', reason },
  at,
  text,
});

/** For what isn't about an element, as Digg's examples write it. */
export const nowhere = 'NA';

/**
 * 30 MB, the whole message with its files (B1.3.3, `content`), in the larger of the two ways that this is counted: what
 * its sender's message service let through isn't refused over the unit.
 */
export const mostMessageBytes = 30 * 1024 * 1024;

export const tooLong = brokenRule('too-long', nowhere, 'Message size too large: more than 30 MB.');

export const wrongStructure = (text: string): Finding => ({
  why: { code: 'SV', reason: 'structure' },
  at: nowhere,
  text,
});
