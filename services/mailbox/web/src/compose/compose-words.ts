import { useSession } from '../session.ts';
import { composeWordsFor } from '../words/outgoing-words.ts';

export const useComposeWords = () => composeWordsFor(useSession().me.locale);
