import { useSession } from '../session.ts';
import { partnerWordsFor } from '../words/outgoing-words.ts';

export const usePartnerWords = () => partnerWordsFor(useSession().me.locale);
