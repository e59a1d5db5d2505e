import { useSession } from '../session.ts';
import { incidentWordsFor } from '../words/incident-words.ts';

export const useIncidentWords = () => incidentWordsFor(useSession().me.locale);
