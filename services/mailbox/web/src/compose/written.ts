import { sendingLimits } from '@kuvert/shared/sending/limits';
import type { ChangeDraft, Draft, DraftText } from '../../../src/http/api.ts';

/** A draft as it stands in the form: the number as it is typed. */
export type Written = Omit<DraftText, 'to'> & {
  readonly number: string;
  /** What it does with the referral that it answers. */
  readonly referralStep: Draft['referralStep'];
};

export const writtenOf = (draft: Draft): Written => ({
  number: draft.to?.national ?? '',
  recipientName: draft.recipientName,
  subject: draft.subject,
  message: draft.message,
  cover: draft.cover,
  language: draft.language,
  resolution: draft.resolution,
  wishesFax: draft.wishesFax,
  referralStep: draft.referralStep,
});

export const isSame = (one: Written, other: Written): boolean =>
  one.number === other.number &&
  one.recipientName === other.recipientName &&
  one.subject === other.subject &&
  one.message === other.message &&
  one.cover === other.cover &&
  one.language === other.language &&
  one.resolution === other.resolution &&
  one.wishesFax === other.wishesFax &&
  one.referralStep === other.referralStep;

const limited = ['number', 'recipientName', 'subject', 'message'] as const;
export type LimitedField = (typeof limited)[number];

export const tooLongIn = (written: Written): LimitedField[] =>
  limited.filter((field) => written[field].length > sendingLimits[field]);

/** A number that the server wrote goes back in full: in national form it may be another country's. */
const numberOf = (typed: string, { to }: Draft): string | null => {
  const number = typed.trim();
  if (number === '') return null;
  return to?.national === number ? to.full : number;
};

export const changeOf = (
  { number, ...text }: Written,
  draft: Draft,
  order: readonly string[] | null,
): ChangeDraft => ({
  ...text,
  to: numberOf(number, draft),
  version: draft.version,
  ...(order && { attachments: [...order] }),
});

/** The attachments in the order wanted; what came meanwhile stands last. */
export const inOrder = <T extends { readonly id: string }>(
  all: readonly T[],
  order: readonly string[] | null,
): T[] => {
  if (!order) return [...all];
  const place = ({ id }: T) => (order.includes(id) ? order.indexOf(id) : order.length);
  return all.toSorted((one, other) => place(one) - place(other));
};
