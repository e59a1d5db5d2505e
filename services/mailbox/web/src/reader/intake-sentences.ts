import type { Intake, Locale } from '../../../src/http/api.ts';
import { languageTags, type Words } from '../words/words.ts';

/** What of a PDF's file was broken, in plain words; nothing of one that was sound. */
export const mendedSentences = (intake: Intake, { intake: say }: Words): string[] => [
  ...(intake.repaired ? [say.repaired] : []),
  ...(intake.missingPages > 0 ? [say.missingPages(intake.missingPages)] : []),
];

/** What of a PDF is in the original alone, in plain words. */
export const removedSentences = (
  intake: Intake,
  { intake: say }: Words,
  locale: Locale,
): string[] => {
  const acted = intake.removed.filter(({ kind }) => kind !== 'signature');
  const things = acted.map(({ kind, count }) => say.kinds[kind](count));
  const list = new Intl.ListFormat(languageTags[locale]).format(things);
  return [
    ...(intake.decrypted ? [say.decrypted] : []),
    ...(acted.length > 0 ? [say.removed(list)] : []),
    ...(acted.length < intake.removed.length ? [say.signature] : []),
  ];
};
