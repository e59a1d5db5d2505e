/**
 * What the people of a department are told, each until they have seen it: `break-glass`, somebody of another department looks
 * into it for a stated reason; `member-by-group`, somebody was added to it by a group of the directory of staff;
 * `member-by-hand`, an administrator let somebody in or gave them a role that may do more.
 */
export const announcementKinds = ['break-glass', 'member-by-group', 'member-by-hand'] as const;

export type AnnouncementKind = (typeof announcementKinds)[number];
