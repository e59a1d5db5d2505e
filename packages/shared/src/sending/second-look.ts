/** Who looks twice at a number that is new to a department; a department's policy. */
export const secondLooks = [
  /** The sender, who types its last four digits. */
  'digits',
  /** A colleague, who approves the very pages. */
  'colleague',
] as const;

export type SecondLook = (typeof secondLooks)[number];
