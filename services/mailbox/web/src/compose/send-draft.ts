import type { Sending } from '../../../src/http/api.ts';
import { ApiError } from '../api/api-error.ts';
import type { SendingApi } from '../api/sending-api.ts';
import type { Composition } from './composition.ts';

const refusal = (code: string) => new ApiError(0, { code, details: undefined });

const draftChanged = 'draft-changed';

/**
 * Sends what one sees: what is written, to the number that stands there. Whatever another window made of the draft
 * meanwhile stops it, the number first of all. @throws ApiError with the code of what stands in the way
 */
export const sendDraft = async (
  api: Pick<SendingApi, 'send'>,
  { writer, uploads, pages }: Composition,
  lastDigits: string | null = null,
): Promise<Sending> => {
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
  try {
    return await api.send(ready.id, ready.version, lastDigits);
  } catch (error) {
    if (error instanceof ApiError && error.code === draftChanged) await writer.refresh();
    throw error;
  }
};
