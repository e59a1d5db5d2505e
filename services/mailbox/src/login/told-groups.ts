import type { Preset } from './presets.ts';

/**
 * Which groups of the directory somebody is in, as their login says. Unclear: it says something, and not all of it, so that
 * nobody's membership may change by it.
 */
export type ToldGroups =
  | { readonly kind: 'told'; readonly names: readonly string[] }
  /** Several commissions, of which they have yet to choose the one that they act in. */
  | { readonly kind: 'choice'; readonly names: readonly string[] }
  | { readonly kind: 'unclear'; readonly reason: UnclearGroups };

/** Why; stable, since auditors search for it. */
export type UnclearGroups =
  /** More than the provider puts into a token: it names a place to ask instead (Entra ID). */
  | 'overage'
  /** No list of names, or more or longer ones than any directory has. */
  | 'malformed';

export const mostGroups = 1_000;
export const longestGroupName = 200;
/** That somebody may choose from. */
const mostCommissions = 20;

/** The groups in an ID token's claims; undefined when it says nothing of groups. */
export const toldGroups = (
  { groups: { claim, areCommissions } }: Pick<Preset, 'groups'>,
  claims: Readonly<Record<string, unknown>>,
): ToldGroups | undefined => {
  if (isElsewhere(claims, claim)) return { kind: 'unclear', reason: 'overage' };
  const said = claims[claim];
  if (said === undefined) return undefined;
  const all: readonly unknown[] = Array.isArray(said) ? said : [said];
  const names = [...new Set(all.filter(isGroupName))];
  if (all.length > mostGroups || !all.every(isGroupName))
    return { kind: 'unclear', reason: 'malformed' };
  if (!areCommissions || names.length < 2) return { kind: 'told', names };
  return names.length > mostCommissions
    ? { kind: 'unclear', reason: 'malformed' }
    : { kind: 'choice', names };
};

export const isGroupName = (name: unknown): name is string =>
  typeof name === 'string' && name !== '' && name.length <= longestGroupName;

/** Entra ID's claims for "too many": `_claim_names` (OpenID Connect Core 5.6.2), and `hasgroups` of the implicit flow. */
const isElsewhere = (claims: Readonly<Record<string, unknown>>, claim: string): boolean => {
  const names = claims['_claim_names'];
  if (typeof names === 'object' && names !== null && Object.hasOwn(names, claim)) return true;
  return claims['hasgroups'] === true || claims['hasgroups'] === 'true';
};
