import { useSession } from '../session.ts';
import { announcedEn } from '../words/announced-en.ts';
import { announcedSv } from '../words/announced-sv.ts';

export const useAnnouncedWords = () =>
  useSession().me.locale === 'sv' ? announcedSv : announcedEn;
