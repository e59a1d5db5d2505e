import { announcementKinds } from '../announcements.ts';

/**
 * What a department is told of: `arrived`, something new lies in the mailbox; `untaken`, for a while nobody has taken
 * something that lies there; `referral-due`, the day by which a referral is to be answered is near, or over.
 */
export const departmentNoticeKinds = ['arrived', 'untaken', 'referral-due'] as const;

export type DepartmentNoticeKind = (typeof departmentNoticeKinds)[number];

/**
 * What a notice can be about; `in-room`: something new lies in the partners' room; `room-waits`: something there waits for
 * whoever reads it; and what is announced to a department. Each is a sentence of the notice's words and nothing more.
 */
export const noticeKinds = [
  ...departmentNoticeKinds,
  ...announcementKinds,
  'in-room',
  'room-waits',
] as const;

export type NoticeKind = (typeof noticeKinds)[number];

/** BCP 47. */
export const noticeLanguages = ['sv', 'da', 'en'] as const;

export type NoticeLanguage = (typeof noticeLanguages)[number];
