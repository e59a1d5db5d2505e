import type { RecognitionLanguage } from '@kuvert/fax-document/recognition';
import type { Transaction } from '@kuvert/platform/postgres/database';

import type { TextState } from '#api';
import { languageTags } from '../documents/languages.ts';

/** How it stands with the machine-read text of a message that has a document. */
export const readTextState = async (
  transaction: Transaction,
  messageId: string,
): Promise<TextState> => {
  const { rows } = await transaction.query<{
    state: Exclude<TextState['state'], 'pending'>;
    language: RecognitionLanguage;
    reason: string | null;
  }>('select state, language, reason from message_text where message_id = $1', [messageId]);
  const row = rows[0];
  switch (row?.state) {
    case undefined:
      return { state: 'pending' };
    case 'ready':
      return { state: 'ready', language: languageTags[row.language] };
    case 'none':
      return { state: 'none' };
    case 'failed':
      return { state: 'failed', reason: row.reason ?? '' };
  }
};
