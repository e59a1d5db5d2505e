import type { AnsweringStep } from './states.ts';

/** Of an answer that moves a referral, to begin with; what the answer is about its writer says. */
const subjects = {
  sv: {
    accepted: 'Remissen är mottagen',
    'on-hold': 'Begäran om komplettering av remiss',
    rejected: 'Remissen avvisas',
  },
  da: {
    accepted: 'Henvisningen er modtaget',
    'on-hold': 'Anmodning om supplering af henvisning',
    rejected: 'Henvisningen afvises',
  },
  en: {
    accepted: 'The referral is accepted',
    'on-hold': 'Request for completion of a referral',
    rejected: 'The referral is rejected',
  },
} as const satisfies Record<string, Record<Exclude<AnsweringStep, 'answered'>, string>>;

export type SubjectLanguage = keyof typeof subjects;

/** The subject that an answer has to begin with; empty for one that answers, and for a mere message. */
export const subjectOf = (step: AnsweringStep | null, language: SubjectLanguage): string =>
  step === null || step === 'answered' ? '' : subjects[language][step];

/** Nobody has written it: it may follow the step. */
export const isOwnSubject = (subject: string): boolean =>
  subject.trim() === '' ||
  Object.values(subjects).some((each) => Object.values<string>(each).includes(subject));
