import { authnRequestUrl } from '@kuvert/identity/saml/authn-request';
import { checkSamlResponse } from '@kuvert/identity/saml/check-response';
import type { SamlFacts } from '@kuvert/identity/saml/facts';
import type { SamlSession } from '@kuvert/identity/saml/logout-messages';
import type { SamlRefusal } from '@kuvert/identity/saml/reasons';
import { serviceProviderMetadata } from '@kuvert/identity/saml/service-provider-metadata';
import type { Clock } from '@kuvert/shared/clock';
import { KuvertError } from '@kuvert/shared/errors';
import type { Randomness } from '@kuvert/shared/ids';
import type { LevelOfAssurance } from '@kuvert/shared/level-of-assurance';

import { acrAsked, levelOf } from '../assurance.ts';
import { nameOf } from '../name.ts';
import type { Identified, Identifier } from '../provider.ts';
import { LoginRefused, type LoginRefusal } from '../refusal.ts';
import { toldGroups, type ToldGroups } from '../told-groups.ts';
import { subjectsAmong } from '../subjects.ts';
import { samlLogoutPath } from './logout.ts';
import type { MetadataKeeper } from './metadata-keeper.ts';
import type { SamlConfig } from './saml-config.ts';
import type { SamlFiles } from './saml-files.ts';

/** Where the identity provider has browsers post its answers. */
export const samlResponsePath = '/saml/response';
/** What we tell it of ourselves. */
export const samlMetadataPath = '/saml/metadata';

/** The login that an answer is to be the answer to. */
export interface SamlAttempt {
  readonly nonce: string;
  readonly loa: LevelOfAssurance | null;
  readonly beganAt: Date;
}

/** Somebody whom the identity provider vouches for, by an assertion that is good once. */
export interface IdentifiedOnce extends Identified {
  /** There. */
  readonly samlSession: SamlSession;
  readonly assertion: { readonly id: string; readonly usableUntil: Date };
}

export interface SamlProvider extends Pick<Identifier, 'authorizationUrl'> {
  /** Turns what was posted into a person. @throws KuvertError `login-failed`, `login-provider-unreachable` */
  identify(response: string, attempt: SamlAttempt): Promise<IdentifiedOnce>;
  /** Our own metadata, signed. */
  metadata(): string;
}

export interface SamlProviderDeps {
  readonly files: SamlFiles;
  readonly keeper: Pick<MetadataKeeper, 'current'>;
  /** Ours. */
  readonly origin: string;
  readonly clock: Clock;
  readonly randomness: Pick<Randomness, 'token'>;
}

const nameIdFormat = 'urn:oasis:names:tc:SAML:2.0:nameid-format';
const transient = `${nameIdFormat}:transient`;
const unspecified = 'urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified';

/** An XML name out of an attempt's secret: what rests in the database is the only copy until the answer comes. */
const requestIdOf = (nonce: string): string => `_${nonce}`;

/** SAML 2.0's Web Browser SSO: requests by redirect and signed, answers by post. */
export const createSamlProvider = (config: SamlConfig, deps: SamlProviderDeps): SamlProvider => {
  const { files, keeper, origin, clock, randomness } = deps;
  const us = { issuer: config.entityId, recipient: `${origin}${samlResponsePath}` };
  const wanted = config.preset.subject === undefined ? `${nameIdFormat}:persistent` : undefined;
  return {
    authorizationUrl: async ({ nonce, state, loa }) => {
      const { signInUrl } = await keeper.current();
      return authnRequestUrl({
        ...{ ...us, signInUrl, privateKey: files.key, nameIdFormat: wanted },
        id: requestIdOf(nonce),
        relayState: state,
        contexts: contextsAsked(config, loa),
        anew: loa !== null,
      });
    },
    identify: async (response, { nonce, loa, beganAt }) => {
      const { entityId, certificates } = await keeper.current();
      const verdict = await checkSamlResponse(Buffer.from(response), {
        issuer: entityId,
        idpCertificates: certificates,
        audience: config.entityId,
        recipient: us.recipient,
        requestId: requestIdOf(nonce),
        at: clock.now(),
        decryptionKeys: files.decryptionKeys,
        ...goodEnough(config, loa),
        ...(loa !== null && { authenticatedSince: beganAt }),
      });
      if (!verdict.accepted)
        throw failed(reasons[verdict.reason] ?? 'answer-invalid', { rule: verdict.reason });
      return personOf(config, verdict.facts);
    },
    metadata: () =>
      serviceProviderMetadata({
        entityId: config.entityId,
        recipient: us.recipient,
        signOutUrl: `${origin}${samlLogoutPath}`,
        privateKey: files.key,
        certificate: files.certificate,
        nameIdFormat: wanted,
        attributes: attributesOf(config),
        serviceName: 'Kuvert',
        id: `_${randomness.token(16)}`,
      }),
  };
};

/** Whose levels nobody knows can be asked to log in anew, and for no context. */
const contextsAsked = (config: SamlConfig, loa: LevelOfAssurance | null): readonly string[] =>
  config.knowsLevels ? acrAsked(config, loa) : [];

/** What is asked for at every login is good enough, or what was asked for at this one; where nothing is, everything. */
const goodEnough = (
  config: SamlConfig,
  loa: LevelOfAssurance | null,
): { readonly contexts?: ReadonlySet<string> } =>
  config.acr.length === 0
    ? {}
    : { contexts: new Set([...config.acr, ...contextsAsked(config, loa)]) };

const failed = (
  reason: LoginRefusal,
  more: ConstructorParameters<typeof LoginRefused>[1],
): KuvertError =>
  new KuvertError('login-failed', 'the login could not be completed', {
    cause: new LoginRefused(reason, more),
  });

/** What the rules' codes are for who reads the log; each of the others is an answer to nothing that was asked. */
const reasons: Partial<Record<SamlRefusal, LoginRefusal>> = {
  'status-not-success': 'provider-refused',
  'authentication-context-wrong': 'assurance-too-low',
  'authentication-too-old': 'assurance-too-low',
  'name-id-missing': 'identity-unclear',
  'name-id-malformed': 'identity-unclear',
};

const personOf = (config: SamlConfig, facts: SamlFacts): IdentifiedOnce => {
  const { issuer, attributes, context } = facts;
  const subjects = subjectsOf(config, facts);
  if (!subjects) throw failed('identity-unclear', {});
  const { whole, given, family } = config.preset.name;
  const first = (name: string): string | undefined => attributes.get(name)?.[0];
  const name = nameOf({
    name: whole.map(first).find((text) => text !== undefined),
    given_name: first(given),
    family_name: first(family),
  });
  if (name === undefined) throw failed('nameless', { who: { issuer, subject: subjects[0] } });
  return {
    ...{ issuer, subjects, name },
    loa: levelOf(config, context === unspecified ? undefined : context),
    groups: groupsOf(config, facts),
    sid: null,
    samlSession: sessionOf(facts),
    assertion: { id: facts.id, usableUntil: facts.usableUntil },
  };
};

const sessionOf = ({ nameId, sessionIndex }: SamlFacts): SamlSession => {
  const { value, format, nameQualifier, spNameQualifier } = nameId;
  return { nameId: value, format, nameQualifier, spNameQualifier, sessionIndex };
};

const groupsOf = (
  { preset: { groups } }: SamlConfig,
  { attributes }: SamlFacts,
): ToldGroups | undefined => {
  const { attribute, areCommissions, elsewhere } = groups;
  const names = attributes.get(attribute);
  return toldGroups(
    { groups: { claim: attribute, areCommissions } },
    {
      ...(names && { [attribute]: names }),
      hasgroups: elsewhere !== undefined && attributes.has(elsewhere),
    },
  );
};

/** A NameID that is another one each time names nobody whom one could make a member. */
const subjectsOf = (
  { preset: { subject } }: SamlConfig,
  { nameId, attributes }: SamlFacts,
): Identified['subjects'] | undefined => {
  if (subject) return subjectsAmong(attributes.get(subject.attribute) ?? [], subject.isOne);
  return nameId.format === transient ? undefined : [nameId.value];
};

const attributesOf = ({ preset: { subject, name, groups } }: SamlConfig): readonly string[] => [
  ...new Set([
    ...(subject ? [subject.attribute] : []),
    ...name.whole,
    name.given,
    name.family,
    groups.attribute,
  ]),
];
