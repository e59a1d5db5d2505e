import type { AnsweringStep } from '@kuvert/shared/referrals/states';
import { isOwnSubject, subjectOf } from '@kuvert/shared/referrals/subjects';
import type { Draft } from '../../../src/http/api.ts';
import type { SendingApi } from '../api/sending-api.ts';
import type { Composition } from './composition.ts';
import { changeOf, writtenOf, type Written } from './written.ts';

/** An answer that was begun before is to do this with its referral; its subject follows unless somebody has written it. */
export const takeStep = async (
  draftId: string,
  step: AnsweringStep,
  {
    api,
    underWay,
  }: {
    readonly api: Pick<SendingApi, 'draft' | 'changeDraft'>;
    readonly underWay: Composition | undefined;
  },
): Promise<Draft | undefined> => {
  if (underWay) {
    underWay.writer.write(changed(underWay.writer.now().written, step));
    return undefined;
  }
  const draft = await api.draft(draftId);
  if (draft.referralStep === step) return draft;
  const written = writtenOf(draft);
  const change = { ...written, ...changed(written, step) };
  return api.changeDraft(draftId, changeOf(change, draft, null));
};

const changed = ({ subject, language }: Written, step: AnsweringStep): Partial<Written> => ({
  referralStep: step,
  ...(isOwnSubject(subject) && { subject: subjectOf(step, language) }),
});
