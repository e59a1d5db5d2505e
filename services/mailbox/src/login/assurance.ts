import {
  levelsOfAssurance,
  meets,
  parseLevelOfAssurance,
  type LevelOfAssurance,
} from '@kuvert/shared/level-of-assurance';

/** What identity providers call levels of assurance (`acr`), by what they call them. */
export type LevelsOfAcr = ReadonlyMap<string, LevelOfAssurance>;

/** Of Sambi (Inera) and of Sweden Connect. `uncertified-loa3` is none of them on purpose. */
const wellKnown: LevelsOfAcr = new Map(
  ['http://id.sambi.se/loa/loa', 'http://id.elegnamnden.se/loa/1.0/loa'].flatMap((name) =>
    (['LoA2', 'LoA3', 'LoA4'] as const).map((level) => [`${name}${level.slice(-1)}`, level]),
  ),
);

/** `LoA3=urn:example:substantial LoA4=…`, beside the well-known ones; undefined when it is written otherwise. */
export const parseLevels = (text: string): LevelsOfAcr | undefined => {
  const levels = new Map(wellKnown);
  for (const pair of acrValues(text)) {
    const level = parseLevelOfAssurance(pair.slice(0, 4));
    const acr = pair.slice(5);
    if (level === undefined || pair[4] !== '=' || acr === '') return undefined;
    levels.set(acr, level);
  }
  return levels;
};

/** The values of an `acr_values` as it is written: separated by spaces. */
export const acrValues = (text = ''): readonly string[] =>
  text.split(/\s+/).filter((value) => value !== '');

export interface AssuranceConfig {
  /** What is asked for at every login and good enough for it; empty when the provider knows one level alone. */
  readonly acr: readonly string[];
  readonly levels: LevelsOfAcr;
  /** Of a login of which the provider says none. */
  readonly unsaid: LevelOfAssurance | null;
}

/** The weakest that is good enough at every login; undefined where nobody knows of one of them how strong it is. */
const usualLevel = ({ acr, levels }: AssuranceConfig): LevelOfAssurance | undefined => {
  if (acr.length === 0) return levelsOfAssurance[0];
  const usual = acr.map((name) => levels.get(name));
  if (usual.includes(undefined)) return undefined;
  return levelsOfAssurance.find((level) => usual.includes(level));
};

/** What to ask the provider for: as at every login, or each at that level or above it; never less than at every login. */
export const acrAsked = (
  config: AssuranceConfig,
  level: LevelOfAssurance | null,
): readonly string[] => {
  const usual = usualLevel(config);
  if (level === null || usual === undefined) return config.acr;
  return [...config.levels]
    .filter(([, each]) => meets(each, level) && meets(each, usual))
    .map(([name]) => name);
};

/** The level of a login by the ID token's `acr`; null: none that is known. */
export const levelOf = (
  { levels, unsaid }: AssuranceConfig,
  acr: unknown,
): LevelOfAssurance | null => {
  if (acr === undefined) return unsaid;
  return typeof acr === 'string' ? (levels.get(acr) ?? null) : null;
};

/** Whether a login may be at all: what is asked for at every login, or what was asked for at this one. */
export const isGoodEnough = (
  config: AssuranceConfig,
  asked: LevelOfAssurance | null,
  said: unknown,
): boolean =>
  config.acr.length === 0 ||
  [...config.acr, ...acrAsked(config, asked)].some((each) => each === said);
