import { useSession } from '../session.ts';
import { approvalsWordsFor } from '../words/outgoing-words.ts';

export const useApprovalsWords = () => approvalsWordsFor(useSession().me.locale);
