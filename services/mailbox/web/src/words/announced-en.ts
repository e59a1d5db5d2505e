import { countOf as count } from './count-of.ts';

/** What a department's people are told, each until they have seen it. */
export const announcedEn = {
  label: 'For your attention',
  memberByGroup: (name: string, department: string) =>
    `${name} was added to ${department} by a group in the directory of staff.`,
  memberByHand: (name: string, department: string) =>
    `${name} was added to ${department}, or given a role there, by an administrator.`,
  memberByGroupTodo: 'If that is not right, tell whoever looks after Kuvert at once.',
  breakGlass: (name: string, department: string, until: string) =>
    `${name}, who does not belong to ${department}, opened it for a stated reason, until ${until} at the latest.`,
  breakGlassTodo: 'What is read there is on record.',
  whyGlass: 'Read the reason',
  lookingInto: (department: string) => `You are looking into ${department}, which is not yours.`,
  lookingUntil: (until: string, minutes: number) =>
    `${count(minutes, 'minute', 'minutes')} left, until ${until}. What you open is on record.`,
  endLooking: 'End it now',
  seen: 'Seen',
  seenOf: (name: string, department: string) => `Seen: ${name}, ${department}`,
};

export type AnnouncedWords = typeof announcedEn;
