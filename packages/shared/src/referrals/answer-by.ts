/** What its sender asks of a referral. */
export interface AskedReferral {
  /** By which day they want the answer, as `2027-01-07`; null: whenever. */
  readonly answerBy: string | null;
}

/** How far ahead an answer may be expected. */
const mostYears = 2;

/** The last day by which an answer may be wanted, from `today` on; both as `2026-11-27`. */
export const lastAnswerBy = (today: string): string => {
  const last = new Date(`${today}T12:00:00Z`);
  last.setUTCFullYear(last.getUTCFullYear() + mostYears);
  return last.toISOString().slice(0, 10);
};

/** Whether an answer may be wanted by that day: from today until {@link lastAnswerBy}. */
export const mayBeAnswerBy = (day: string, today: string): boolean =>
  day >= today && day <= lastAnswerBy(today);
