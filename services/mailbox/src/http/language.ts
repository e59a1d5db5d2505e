import type { Locale } from '#api';

/** Swedish unless English stands before it in Accept-Language. */
export const localeOf = (chosen: Locale | null, accepted: string | undefined): Locale => {
  if (chosen) return chosen;
  const tags = (accepted ?? '').split(',').map((part) => part.trim().slice(0, 2).toLowerCase());
  return tags.find((tag) => tag === 'sv' || tag === 'en') === 'en' ? 'en' : 'sv';
};
