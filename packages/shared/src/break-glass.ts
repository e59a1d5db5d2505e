/** What kind of reason somebody has to look into a department that isn't theirs; in their own words it is said besides. */
export const glassReasons = [
  'life-or-health',
  'covering-colleague',
  'lost-fax',
  'supervision-case',
  'other-reason',
] as const;

export type GlassReason = (typeof glassReasons)[number];

/** For how long, in minutes, to choose from; an hour is the longest that the database lets it be. */
export const glassMinutes = [15, 30, 60] as const;
