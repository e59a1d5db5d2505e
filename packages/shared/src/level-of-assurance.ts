/**
 * How sure it is that somebody is who they say (tillitsnivå), from the weakest on. Compared by these names, in SQL as well:
 * they sort as they rise.
 */
export const levelsOfAssurance = ['LoA1', 'LoA2', 'LoA3', 'LoA4'] as const;

export type LevelOfAssurance = (typeof levelsOfAssurance)[number];

/** Whether a login is good enough; null: nobody said at which level it was. */
export const meets = (has: LevelOfAssurance | null, demanded: LevelOfAssurance): boolean =>
  has !== null && has >= demanded;

/** The level with this name. */
export const parseLevelOfAssurance = (text: string): LevelOfAssurance | undefined =>
  levelsOfAssurance.find((level) => level === text);
