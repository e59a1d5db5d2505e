import { useSession } from '../session.ts';
import { contactsWordsFor } from '../words/outgoing-words.ts';

export const useContactsWords = () => contactsWordsFor(useSession().me.locale);
