import type { Draft, Sending } from '../../../src/http/api.ts';
import { ApiError } from '../api/api-error.ts';
import type { SendingApi } from '../api/sending-api.ts';
import type { Composition } from './composition.ts';

const refusal = (code: string) => new ApiError(0, { code, details: undefined });

const draftChanged = 'draft-changed';

/** What the server knows of the draft is newer than what stands here. */
const outdated = new Set([draftChanged, 'approval-needed', 'approval-not-needed', 'draft-waits']);

/**
 * Sends what one sees: what is written, to the number that stands there. Whatever another window made of the draft
 * meanwhile stops it, the number first of all. @throws ApiError with the code of what stands in the way
 */
export const sendDraft = async (
  api: Pick<SendingApi, 'send'>,
  composition: Composition,
  lastDigits: string | null = null,
): Promise<Sending> => {
  const { id, version } = await readyDraft(composition);
  return orRefresh(composition, api.send(id, version, lastDigits));
};

/** As {@link sendDraft}, but a colleague is asked to look at what one sees. */
export const askApproval = async (
  api: Pick<SendingApi, 'askApproval'>,
  composition: Composition,
): Promise<Draft> => {
  const { id, version } = await readyDraft(composition);
  return orRefresh(composition, api.askApproval(id, version));
};

const readyDraft = async ({ writer, uploads, pages }: Composition): Promise<Draft> => {
  writer.settleNumber();
  const { written, tooLong } = writer.now();
  if (written.number.trim() === '') throw refusal('number-missing');
  if (tooLong.length > 0) throw refusal('text-too-long');
  await uploads.settled();
  if (uploads.now().length > 0) throw refusal('attachment-missing');
  const { to } = await writer.save();
  const { numberProblem } = writer.now();
  if (numberProblem) throw refusal(numberProblem);
  const ready = await pages.make();
  if (!to || ready.to?.full !== to.full) throw refusal(draftChanged);
  return ready;
};

const orRefresh = async <Answer>(
  { writer }: Composition,
  answer: Promise<Answer>,
): Promise<Answer> => {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ApiError && outdated.has(error.code)) await writer.refresh();
    throw error;
  }
};
