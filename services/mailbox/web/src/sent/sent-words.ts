import { useSession } from '../session.ts';
import { sentWordsFor } from '../words/outgoing-words.ts';

export const useSentWords = () => sentWordsFor(useSession().me.locale);
