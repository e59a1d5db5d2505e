import type { Transaction } from '@kuvert/platform/postgres/database';
import type { Choice } from '@kuvert/shared/routing/choose-channel';

import type { StoredDraft } from '../store/draft-rows.ts';
import { keepChoice, readRoute } from '../store/routes.ts';

/** By which channel a draft would go now; undefined while there is no number. */
export const wayOfDraft = async (
  transaction: Transaction,
  { departmentId, to, replyTo, wishesFax }: StoredDraft,
): Promise<Choice | undefined> => {
  if (to === null) return undefined;
  const draft = { departmentId, number: to, isAnswer: replyTo !== null, wishesFax };
  return (await readRoute(transaction, draft)).choice;
};

/** Chooses it and keeps it with the draft. */
export const routeDraft = async (
  transaction: Transaction,
  draft: StoredDraft,
): Promise<Choice | undefined> => {
  const choice = await wayOfDraft(transaction, draft);
  if (choice) await keepChoice(transaction, draft.id, choice);
  return choice;
};
