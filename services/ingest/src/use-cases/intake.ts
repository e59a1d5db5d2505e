import type { ConvertedIntake } from './converter.ts';
import { wholeNumber } from './integrity.ts';

/** How a PDF came, as it is kept: nothing of its content. */
export interface Intake extends Omit<ConvertedIntake, 'removed'> {
  /** How many things of each kind were taken out of it. */
  readonly removed: Readonly<Record<string, number>>;
}

/** What is kept of how a PDF came; undefined for what came otherwise. */
export const intakeOf = (intake: ConvertedIntake | undefined): Intake | undefined =>
  intake && {
    repaired: intake.repaired,
    decrypted: intake.decrypted,
    missingPages: wholeNumber(intake.missingPages),
    removed: countsOf(intake.removed),
  };

/** Of several files each has its own. */
const countsOf = (removed: ConvertedIntake['removed']): Intake['removed'] => {
  const counts = new Map<string, number>();
  for (const { kind, count } of removed)
    counts.set(kind, wholeNumber((counts.get(kind) ?? 0) + wholeNumber(count)));
  return Object.fromEntries(counts);
};
