import type { Receipt } from './reasons.ts';

/** What was taken before under the same id. */
export interface Earlier<Answer = Receipt> {
  /** Of the content. */
  readonly sha256: string;
  readonly receipt: Answer;
}

/**
 * The duplicate rule: the same id with the same content repeats the earlier receipt, with other content it is rejected.
 * Undefined for an id that is new.
 * @param duplicate how the door says that it is rejected
 */
export const receiptOfRepeated = <Answer>(
  earlier: Earlier<Answer> | undefined,
  sha256: string,
  duplicate: Answer,
): Answer | undefined => {
  if (!earlier) return undefined;
  return earlier.sha256 === sha256 ? earlier.receipt : duplicate;
};
