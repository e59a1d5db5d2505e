import { isHsaId } from '@kuvert/identity/certificate/hsa-id';

/** What an identity provider calls the facts of its assertions. */
export interface SamlPreset {
  /** Asked for at every login, and good enough, unless the operator says otherwise. */
  readonly acr: readonly string[];
  /** What people are known by: an attribute; undefined: the NameID, which must be a lasting one. */
  readonly subject:
    | { readonly attribute: string; readonly isOne: (text: string) => boolean }
    | undefined;
  /** The name for people to read, whole or in two parts. */
  readonly name: {
    readonly whole: readonly string[];
    readonly given: string;
    readonly family: string;
  };
  readonly groups: {
    readonly attribute: string;
    readonly areCommissions: boolean;
    /** Is there in place of it when there are more than fit. */
    readonly elsewhere: string | undefined;
  };
}

const groupsIn = (attribute: string, more: Partial<SamlPreset['groups']> = {}) => ({
  attribute,
  areCommissions: false,
  elsewhere: undefined,
  ...more,
});

const oid = { displayName: 'urn:oid:2.16.840.1.113730.3.1.241', given: 'urn:oid:2.5.4.42' };
const soap = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims';
const microsoft = 'http://schemas.microsoft.com/identity/claims';
const sambi = 'http://sambi.se/attributes/1';
const isSomething = (text: string): boolean => text !== '';

/** Attributes of X.500, as Shibboleth, SimpleSAMLphp and Keycloak can send them. */
export const anyIdp: SamlPreset = {
  acr: [],
  subject: undefined,
  name: { whole: [oid.displayName, 'displayName'], given: oid.given, family: 'urn:oid:2.5.4.4' },
  groups: groupsIn('urn:oid:1.3.6.1.4.1.5923.1.5.1.1'),
};

export const samlPresets = {
  /** Sambi's attribute profile; the NameID of Inera's IdP is another one each time. */
  inera: {
    acr: ['http://id.sambi.se/loa/loa3'],
    subject: { attribute: `${sambi}/employeeHsaId`, isOne: isHsaId },
    name: { whole: [], given: `${sambi}/givenName`, family: `${sambi}/surname` },
    groups: groupsIn(`${sambi}/commissionHsaId`, { areCommissions: true }),
  },
  /** Microsoft Entra ID; says nothing of levels. */
  entra: {
    acr: [],
    subject: { attribute: `${microsoft}/objectidentifier`, isOne: isSomething },
    name: {
      whole: [`${microsoft}/displayname`],
      given: `${soap}/givenname`,
      family: `${soap}/surname`,
    },
    groups: groupsIn('http://schemas.microsoft.com/ws/2008/06/identity/claims/groups', {
      elsewhere: 'http://schemas.microsoft.com/claims/groups.link',
    }),
  },
  /** AD FS, whose administrator makes rules that send these. */
  adfs: {
    acr: [],
    subject: { attribute: `${soap}/upn`, isOne: isSomething },
    name: { whole: [`${soap}/name`], given: `${soap}/givenname`, family: `${soap}/surname` },
    groups: groupsIn('http://schemas.xmlsoap.org/claims/Group'),
  },
  /** Sweden Connect's attribute set for people of organisations: `orgAffiliation`, somebody at an organisation number. */
  'sweden-connect': {
    ...anyIdp,
    acr: ['http://id.elegnamnden.se/loa/1.0/loa3'],
    subject: {
      attribute: 'urn:oid:1.2.752.201.3.1',
      isOne: (text) => /^[^@\s]+@\d{10}$/.test(text),
    },
  },
} as const satisfies Readonly<Record<string, SamlPreset>>;

export type SamlPresetName = keyof typeof samlPresets;

export const samlPresetNames: readonly SamlPresetName[] = [
  'inera',
  'entra',
  'adfs',
  'sweden-connect',
];
