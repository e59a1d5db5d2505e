import { useSession } from '../session.ts';
import { askingEn } from '../words/asking-en.ts';
import { askingSv } from '../words/asking-sv.ts';

export const useAskingWords = () => (useSession().me.locale === 'sv' ? askingSv : askingEn);
