import type { Incident } from '../../../src/http/api.ts';
import type { IncidentWords } from '../words/incident-en.ts';

/** What a hash is of, such as "SHA-256, the pages as sent (2)" for the second attempt. */
export const documentName = (
  { kind, attempt }: Pick<Incident['documents'][number], 'kind' | 'attempt'>,
  { facts }: IncidentWords,
): string => {
  const known = Object.entries(facts.kinds).find(([name]) => name === kind)?.[1] ?? kind;
  return facts.hash(attempt === null || attempt === 1 ? known : `${known} (${attempt})`);
};
