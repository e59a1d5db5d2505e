/**
 * What the people of a department are told, each until they have seen it: `break-glass`, somebody of another department looks
 * into it for a stated reason; `member-by-group`, somebody was added to it by a group of the directory of staff.
 */
export const announcementKinds = ['break-glass', 'member-by-group'] as const;

export type AnnouncementKind = (typeof announcementKinds)[number];
