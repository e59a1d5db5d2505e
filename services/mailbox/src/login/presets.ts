import { isHsaId } from '@kuvert/identity/certificate/hsa-id';

/** How one provider differs from what OpenID Connect lets every one have. */
export interface Preset {
  /** Asked for at every login, and good enough, unless the operator says otherwise. */
  readonly acr: readonly string[];
  /** What people are known by in place of `sub`; essential, so that who has several chooses at the provider, else here. */
  readonly subject:
    | { readonly claim: string; readonly isOne: (text: string) => boolean }
    | undefined;
  /** Where an ID token says which groups somebody is in. */
  readonly groups: { readonly claim: string; readonly areCommissions: boolean };
  /** The longest that an ID token of it lives, from its making. */
  readonly idTokenSeconds: number;
}

/** As the profiles of Swedish health care demand: five minutes. */
const idTokenSeconds = 300;

/** Any provider that keeps to the standard. */
export const anyProvider: Preset = {
  acr: [],
  subject: undefined,
  groups: { claim: 'groups', areCommissions: false },
  idTokenSeconds,
};

export const presets = {
  /** `sub` may be another one each time; the HSA-id is the one on the card. */
  inera: {
    ...anyProvider,
    acr: ['http://id.sambi.se/loa/loa3'],
    subject: { claim: 'employeeHsaId', isOne: isHsaId },
    groups: { claim: 'commissionHsaId', areCommissions: true },
  },
  /** Says nothing of levels; its ID tokens live an hour and some minutes, whatever is set up. */
  entra: { ...anyProvider, idTokenSeconds: 5_400 },
  /** Levels are numbers that its administrator gives a meaning: `KUVERT_OIDC_LOA` says which. */
  keycloak: anyProvider,
  /** Which registration it lets through is agreed on with Freja: `KUVERT_OIDC_LOA_UNSAID` says which level that is. */
  freja: anyProvider,
} as const satisfies Readonly<Record<string, Preset>>;

export type PresetName = keyof typeof presets;

export const presetNames: readonly PresetName[] = ['inera', 'entra', 'keycloak', 'freja'];

/** The same with claims that the operator names; an empty name leaves the preset's. */
export const withClaims = (
  preset: Preset,
  { subject, groups }: { readonly subject: string; readonly groups: string },
): Preset => ({
  ...preset,
  ...(subject !== '' && { subject: { claim: subject, isOne: (text) => text !== '' } }),
  ...(groups !== '' && { groups: { ...preset.groups, claim: groups } }),
});
