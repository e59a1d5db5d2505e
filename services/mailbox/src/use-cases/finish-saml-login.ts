import type { SamlRefusal } from '@kuvert/identity/saml/reasons';
import { hashSecret } from '@kuvert/platform/keys/secret-hash';
import { KuvertError } from '@kuvert/shared/errors';

import { LoginRefused } from '../login/refusal.ts';
import type { IdentifiedOnce, SamlProvider } from '../login/saml/provider.ts';
import { takePostedAttempt, type PostedAttempt } from '../store/login-attempts.ts';
import { addLoginChoice, findLoginChoice } from '../store/login-choices.ts';
import { useAssertion } from '../store/saml.ts';
import { loginWithinMs } from './begin-login.ts';
import {
  chooseIdentity,
  keyOfChoice,
  notUnderWay,
  refused,
  type Came,
  type ChoiceInput,
  type EnterDeps,
  type NextStep,
} from './finish-login.ts';

export interface SamlFinishDeps extends EnterDeps {
  readonly provider: Pick<SamlProvider, 'identify'>;
}

export interface PostedAnswer {
  readonly response: string;
  readonly relayState: string;
  /** Why it could not be read, and is none. */
  readonly unread?: SamlRefusal | undefined;
}

/**
 * Takes an answer that the identity provider's site had a browser post: no cookie comes with it. Whom it names waits for the
 * browser that began this login; what comes back opens it, once, for that browser alone.
 * @throws KuvertError `login-failed`, `login-provider-unreachable`
 */
export const takeSamlAnswer =
  (deps: SamlFinishDeps) =>
  async ({ response, relayState, unread }: PostedAnswer): Promise<string> => {
    const { database, tables, clock, randomness } = deps;
    const attempt = await takePostedAttempt(database, tables, {
      stateHash: hashSecret(relayState),
      means: 'saml',
      oldest: new Date(clock.now().getTime() - loginWithinMs),
    });
    if (!attempt) throw await refused(deps, notUnderWay(unread));
    const identified = await identify(deps, response, attempt);
    const { issuer, subjects, name, loa, samlSession } = identified;
    // where nobody is a member by groups no commission is chosen
    const groups = (deps.takeGroups && identified.groups) ?? null;
    const token = randomness.token(32);
    const at = clock.now();
    await addLoginChoice(database, tables, {
      ...{ issuer, subjects, name, loa, groups, at },
      ...{ returnTo: attempt.returnTo, isStepUp: attempt.loa !== null },
      ...{ ...keyOfChoice(at, token, ''), browserHash: attempt.browserHash },
      ...{ samlSession, providerSession: null },
    });
    return token;
  };

const identify = async (
  deps: SamlFinishDeps,
  response: string,
  attempt: PostedAttempt,
): Promise<IdentifiedOnce> => {
  try {
    const identified = await deps.provider.identify(response, attempt);
    await usedOnce(deps, identified);
    return identified;
  } catch (error) {
    throw await refused(deps, error);
  }
};

/** A request has one answer; besides, an assertion logs somebody in once, whatever request it names. */
const usedOnce = async (
  { database, clock }: SamlFinishDeps,
  { issuer, subjects: [subject], assertion }: IdentifiedOnce,
): Promise<void> => {
  const isFirst = await useAssertion(database, {
    idHash: hashSecret(JSON.stringify([issuer, assertion.id])),
    usableUntil: assertion.usableUntil,
    at: clock.now(),
  });
  if (!isFirst)
    throw new KuvertError('login-failed', 'the assertion was used before', {
      cause: new LoginRefused('assertion-used', { who: { issuer, subject } }),
    });
};

/**
 * The browser that began a login comes with what {@link takeSamlAnswer} gave it: its session begins, or it is left something
 * to choose.
 * @throws KuvertError `login-failed`
 */
export const enterBySaml =
  (deps: SamlFinishDeps) =>
  async ({ token, browser, ...came }: ChoiceInput & Came): Promise<NextStep> => {
    const { database, tables, clock } = deps;
    const key = keyOfChoice(clock.now(), token, browser);
    const choice = await findLoginChoice(database, tables, key);
    const [chosen, ...others] = choice?.subjects ?? [];
    if (chosen === undefined) throw await refused(deps, notUnderWay());
    return others.length > 0 || choice?.groups?.kind === 'choice'
      ? { kind: 'choice', token }
      : chooseIdentity(deps)({ token, browser, chosen, ...came });
  };
