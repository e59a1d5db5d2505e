/**
 * What a notice can be about: `arrived`, something new lies in the mailbox; `untaken`, for a while nobody has taken
 * something that lies there. Each is a sentence of the notice's words and nothing more.
 */
export const noticeKinds = ['arrived', 'untaken'] as const;

export type NoticeKind = (typeof noticeKinds)[number];

/** BCP 47. */
export const noticeLanguages = ['sv', 'da', 'en'] as const;

export type NoticeLanguage = (typeof noticeLanguages)[number];
