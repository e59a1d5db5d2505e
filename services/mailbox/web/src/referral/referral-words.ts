import { useSession } from '../session.ts';
import { referralWordsFor } from '../words/outgoing-words.ts';

export const useReferralWords = () => referralWordsFor(useSession().me.locale);
