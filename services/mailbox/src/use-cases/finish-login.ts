import { browserProgram } from '@kuvert/shared/browser-program';
import type { SamlSession } from '@kuvert/identity/saml/logout-messages';
import { KuvertError } from '@kuvert/shared/errors';

import { hashSecret } from '@kuvert/platform/keys/secret-hash';
import type { SharedLimit } from '@kuvert/platform/limits/shared-limit';
import { takeLoginAttempt } from '../store/login-attempts.ts';
import {
  addLoginChoice,
  findLoginChoice,
  takeLoginChoice,
  type ChoiceKey,
  type LoginChoice,
} from '../store/login-choices.ts';
import { findPerson, upsertPerson } from '../store/people.ts';
import { addSession, endSession } from '../store/sessions.ts';
import { loginWithinMs, type LoginDeps } from './begin-login.ts';
import { LoginRefused } from '../login/refusal.ts';
import type { Identified, Identifier, LoginSecrets } from '../login/provider.ts';
import type { SamlLogout } from '../login/saml/logout.ts';
import { providerSessionOf, type WriteDown } from './sessions.ts';
import type { TakeGroups } from './take-groups.ts';

export interface BegunSession {
  /** At the identity provider, of a login by SAML. */
  readonly samlSession?: SamlSession | undefined;
  /** For the cookie; rests nowhere but in the browser. */
  readonly session: string;
  readonly returnTo: string;
}

export type NextStep =
  | ({ readonly kind: 'begun' } & BegunSession)
  /** They have yet to say whom they log in as, or in which commission. @see chooseIdentity */
  | { readonly kind: 'choice'; readonly token: string };

export type FinishedLogin = {
  /** As the session. */
  readonly idToken: string | undefined;
} & NextStep;

export interface FinishInput {
  /** The whole address that the browser came back with. */
  readonly callback: URL;
  readonly browser: string;
  /** A session that the browser has from before: ended, whoever's it was. */
  readonly before: string | undefined;
  /** What the browser is called. */
  readonly userAgent: string | undefined;
}

/** What a browser comes with besides the login. */
export type Came = Pick<FinishInput, 'before' | 'userAgent'>;

/** Answers to no login that are on record, for each minute, of all who come with one. */
export const strayAnswers = { what: 'stray-answers', most: 30, windowMs: 60_000 };

/** For a session to begin. */
export interface EnterDeps extends Omit<LoginDeps, 'means' | 'provider'> {
  readonly sessionMs: number;
  readonly writeDown: WriteDown;
  /** Undefined where nobody is a member by groups. */
  readonly takeGroups?: TakeGroups;
  /** Bounds how many answers to no login are on record: anybody can make as many as they like. */
  readonly strays: SharedLimit;
  /** By what a session's row knows the one of a login by SAML. */
  readonly samlNames?: SamlLogout['namesOf'] | undefined;
}

export interface FinishDeps extends EnterDeps, LoginDeps {
  readonly provider: Identifier;
}

/**
 * Ends a login: the attempt is used up, the person known, a new session begun and audited in one transaction.
 * Who isn't let in is on record with the reason, which the answer doesn't tell.
 * @throws KuvertError `login-failed`, `login-provider-unreachable`
 */
export const finishLogin =
  (deps: FinishDeps) =>
  async ({ callback, browser, before, userAgent }: FinishInput): Promise<FinishedLogin> => {
    const { database, tables, means, clock } = deps;
    const state = callback.searchParams.get('state') ?? '';
    const attempt = await takeLoginAttempt(database, tables, {
      stateHash: hashSecret(state),
      browserHash: hashSecret(browser),
      means,
      oldest: new Date(clock.now().getTime() - loginWithinMs),
    });
    if (!attempt) throw await refused(deps, notUnderWay());
    const identified = await identify(deps, callback, { ...attempt, state });
    const { idToken, issuer, name, loa, subjects } = identified;
    const login = {
      ...{ issuer, name, loa, subjects, returnTo: attempt.returnTo },
      isStepUp: attempt.loa !== null,
      // where nobody is a member by groups no commission is chosen
      groups: (deps.takeGroups && identified.groups) ?? null,
      providerSession: providerSessionOf(issuer, identified.sid),
    };
    return { idToken, ...(await goOn(deps, login, browser, { before, userAgent })) };
  };

/** Begins the session, or has them choose where something is left to choose. */
const goOn = async (
  deps: EnterDeps,
  login: LoginChoice,
  browser: string,
  came: Came,
): Promise<NextStep> => {
  const { database, tables, clock, randomness } = deps;
  const [subject, ...others] = login.subjects;
  if (subject !== undefined && others.length === 0 && login.groups?.kind !== 'choice')
    return { kind: 'begun', ...(await beginSession(deps, { ...login, subject }, came)) };
  const token = randomness.token(32);
  const at = clock.now();
  await addLoginChoice(database, tables, { ...login, ...keyOfChoice(at, token, browser), at });
  return { kind: 'choice', token };
};

export interface ChoiceInput {
  /** As the login gave it. */
  readonly token: string;
  readonly browser: string;
}

export const keyOfChoice = (now: Date, token: string, browser: string): ChoiceKey => ({
  tokenHash: hashSecret(token),
  browserHash: hashSecret(browser),
  oldest: new Date(now.getTime() - loginWithinMs),
});

/** What they may choose from: whom they log in as, and after that in which commission. */
export interface Choices {
  readonly of: 'identity' | 'commission';
  readonly names: readonly string[];
}

/** @throws KuvertError `login-failed` when no such login is under way */
export const choicesOf =
  ({ database, tables, clock }: EnterDeps) =>
  async ({ token, browser }: ChoiceInput): Promise<Choices> => {
    const choice = await findLoginChoice(
      database,
      tables,
      keyOfChoice(clock.now(), token, browser),
    );
    if (!choice) throw notUnderWay();
    return leftToChoose(choice);
  };

const leftToChoose = ({ subjects, groups }: LoginChoice): Choices =>
  subjects.length > 1 || groups?.kind !== 'choice'
    ? { of: 'identity', names: subjects }
    : { of: 'commission', names: groups.names };

/** Goes on with what they chose, once. @throws KuvertError `login-failed` */
export const chooseIdentity =
  (deps: EnterDeps) =>
  async ({
    token,
    browser,
    chosen,
    before,
    userAgent,
  }: ChoiceInput & Came & { readonly chosen: string }): Promise<NextStep> => {
    const { database, tables, clock } = deps;
    const key = { ...keyOfChoice(clock.now(), token, browser), chosen };
    const choice = await takeLoginChoice(database, tables, key);
    if (!choice) throw await refused(deps, notUnderWay());
    const rest: LoginChoice =
      leftToChoose(choice).of === 'identity'
        ? { ...choice, subjects: [chosen] }
        : { ...choice, groups: { kind: 'told', names: [chosen] } };
    return goOn(deps, rest, browser, { before, userAgent });
  };

type Login = Omit<LoginChoice, 'subjects'> & { readonly subject: string };

/** @throws KuvertError `login-failed` of somebody who has left */
const beginSession = async (
  deps: EnterDeps,
  login: Login,
  { before, userAgent }: Came,
): Promise<BegunSession> => {
  try {
    return await begin(deps, login, { before, userAgent });
  } catch (error) {
    throw await refused(deps, error);
  }
};

const begin = async (
  deps: EnterDeps,
  login: Login,
  { before, userAgent }: Came,
): Promise<BegunSession> => {
  const { database, tables, clock, randomness } = deps;
  const { loa, returnTo, samlSession } = login;
  const names = samlSession && deps.samlNames?.(samlSession);
  const session = randomness.token(32);
  const at = clock.now();
  await database.transaction(async (transaction) => {
    const { id: person, hasLeft } = await upsertPerson(transaction, tables, randomness, {
      ...login,
      at,
    });
    if (hasLeft)
      throw new KuvertError('login-failed', 'the login could not be completed', {
        cause: new LoginRefused('deactivated', { who: login }),
      });
    // one that says nothing of groups changes no membership
    if (login.groups && login.groups.kind !== 'choice')
      await deps.takeGroups?.(transaction, person, login.groups, at);
    const ended =
      before === undefined
        ? undefined
        : await endSession(transaction, tables, hashSecret(before), at);
    await addSession(transaction, tables, {
      idHash: hashSecret(session),
      person,
      csrfToken: randomness.token(32),
      ...{ loa, at },
      providerSession: names ? names.session : login.providerSession,
      providerSubject: names?.subject ?? null,
      program: browserProgram(userAgent),
      expiresAt: new Date(at.getTime() + deps.sessionMs),
    });
    if (ended !== undefined)
      await deps.writeDown(transaction, {
        person: ended,
        what: 'session-ended',
        detail: 'new-login',
      });
    await deps.writeDown(transaction, {
      person,
      what: login.isStepUp ? 'step-up' : 'login',
      ...(loa !== null && { detail: loa }),
    });
  });
  return { session, returnTo, ...(samlSession && { samlSession }) };
};

/** @param rule why nobody can say of which login it is */
export const notUnderWay = (rule?: string): KuvertError =>
  new KuvertError('login-failed', 'this login is not under way', {
    cause: new LoginRefused('not-under-way', { rule }),
  });

const identify = async (
  deps: FinishDeps,
  callback: URL,
  secrets: LoginSecrets,
): Promise<Identified> => {
  try {
    return await deps.provider.identify(callback, secrets);
  } catch (error) {
    throw await refused(deps, error);
  }
};

/** Puts the refusal on record; the error as it was. */
export const refused = async (deps: EnterDeps, error: unknown): Promise<unknown> => {
  const { database, tables, strays, writeDown } = deps;
  const refusal = refusalOf(error);
  if (!refusal) return error;
  const { reason, rule, who } = refusal;
  if (reason === 'not-under-way' && (await strays.take('all')) > 0) return error;
  await database.transaction(async (transaction) => {
    const person = who && (await findPerson(transaction, tables, who));
    const detail = rule === undefined ? reason : (`${rule} ${reason}` as const);
    await writeDown(transaction, { person: person ?? null, what: 'login-refused', detail });
  });
  return error;
};

/** Undefined for faults of our own. */
const refusalOf = (error: unknown): LoginRefused | undefined => {
  if (!(error instanceof KuvertError)) return undefined;
  if (error.cause instanceof LoginRefused) return error.cause;
  return error.code === 'login-provider-unreachable'
    ? new LoginRefused('provider-unreachable')
    : undefined;
};
