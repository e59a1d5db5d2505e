import { createGate } from '@kuvert/platform/http/gate';
import type { Route } from '@kuvert/platform/http/route';
import { createSharedLimit } from '@kuvert/platform/limits/shared-limit';
import type { Database } from '@kuvert/platform/postgres/database';
import { sha256Hex } from '@kuvert/platform/vault/digest';
import { createOpener } from '@kuvert/platform/vault/opener';
import { createSealer } from '@kuvert/platform/vault/sealer';
import { KuvertError } from '@kuvert/shared/errors';
import { roomLeads } from '#web/room/room-words';

import type { Parts } from './assemble.ts';
import type { MailboxConfig, RoomConfig } from './config.ts';
import { createPictures } from './documents/pictures.ts';
import { readCookie, roomCookies } from './http/cookies.ts';
import { createLoginLimits } from './http/login-limits.ts';
import { choiceAnswer, leavingAnswer, loginAnswer } from './http/pages.ts';
import { loginRoutes, logoutTokensAtMost } from './http/routes/login.ts';
import { roomRoutes } from './http/room/routes.ts';
import { createOpenIdProvider } from './login/openid-provider.ts';
import { roomLogins } from './store/login-tables.ts';
import { setLocale } from './store/people.ts';
import { auditInRoom } from './store/room-audit.ts';
import { beginLogin } from './use-cases/begin-login.ts';
import { endAtProvider, endSessionsOf } from './use-cases/end-at-provider.ts';
import { chooseIdentity, finishLogin, choicesOf, strayAnswers } from './use-cases/finish-login.ts';
import { openSealed } from './use-cases/open-document.ts';
import {
  createRoomReader,
  grantRoomDocument,
  type GrantedInRoom,
} from './use-cases/room/read-room.ts';
import { sendFromRoom } from './use-cases/room/send-from-room.ts';
import { logOut, useSession, type WriteDown } from './use-cases/sessions.ts';

/** Messages being made and sent that are in memory at once, and how many more may wait. */
const sentAtOnce = 2;
const sentWaiting = 32;

export interface AssembledRoom {
  readonly routes: readonly Route<undefined>[];
  /** Forgets every opened page. */
  readonly forget: () => void;
}

/** Puts the room together; of the mailbox's adapters it shares all but the database. */
export const assembleRoom = (
  config: MailboxConfig,
  { origin }: RoomConfig,
  parts: Parts,
  /** As the role `kuvert_room`. */
  database: Database,
): AssembledRoom => {
  const { clock, randomness, events, web } = parts;
  const writeDown: WriteDown = (transaction, { what, ...act }) =>
    auditInRoom(transaction, { ...act, action: `room-${what}` });
  const shared = { database, tables: roomLogins, writeDown, clock };
  const useIt = useSession({ ...shared, idleMs: config.session.idleMs });
  const sessionOf = (request: Parameters<typeof readCookie>[0], by: 'person' | 'browser') =>
    useIt(readCookie(request, roomCookies.session), by);
  if (!config.login || !parts.proof)
    throw new KuvertError('configuration-wrong', 'The partner room needs KUVERT_OIDC_ISSUER.');
  const provider = createOpenIdProvider(config.login, parts.proof, origin, clock);
  const login = { ...shared, means: 'sso' as const, provider, randomness };
  const finishing = {
    ...login,
    sessionMs: config.session.absoluteMs,
    strays: createSharedLimit({ database, clock }, strayAnswers),
  };
  // nothing in the room looks at a session without asking for it
  const ending = { ...shared, announce: () => Promise.resolve() };
  parts.endings.push(endSessionsOf(ending));
  const opening = { objects: parts.objects, keys: parts.keys, opener: createOpener() };
  const pictures = createPictures({
    engine: parts.engine,
    open: ({ document }: GrantedInRoom) => openSealed(opening, document),
  });
  const sealing = {
    ...parts,
    database,
    recovery: config.recovery,
    timeZone: config.timeZone,
    engine: { toFax: parts.composer.toFax, toPdf: parts.engine.toPdf, join: parts.engine.join },
    sealer: createSealer(),
    digest: sha256Hex,
    steps: () => Promise.resolve(),
  };
  return {
    forget: () => pictures.clear(),
    routes: [
      ...loginRoutes({
        origin,
        cookies: roomCookies,
        page: (request, options) => loginAnswer(web, request, options, { leads: roomLeads }),
        events,
        randomness,
        sessionOf: (request) => sessionOf(request, 'person'),
        sso: { beginLogin: beginLogin(login), finishLogin: finishLogin(finishing) },
        choicesOf: choicesOf(finishing),
        chooseIdentity: chooseIdentity(finishing),
        choicePage: (request, token, choices) => choiceAnswer(web, request, token, choices),
        leavingPage: (request, to) => leavingAnswer(web, request, to),
        logOut: logOut(ending),
        isOfProvider: () => true,
        logoutUrl: provider.logoutUrl,
        endAtProvider: endAtProvider(provider, parts.endings),
        logoutTokens: createSharedLimit({ database, clock }, logoutTokensAtMost),
        limits: createLoginLimits({
          ...{ database, clock, randomness, key: parts.linkKey, origin, what: 'room-login' },
          ...{ cookie: roomCookies.known, aMinute: config.loginsAMinute },
        }),
      }),
      ...roomRoutes({
        origin,
        web,
        clock,
        randomness,
        sessionOf,
        pictures,
        timeZone: config.timeZone,
        reader: createRoomReader({
          database,
          clock,
          keys: parts.keys,
          timeZone: config.timeZone,
        }),
        grant: grantRoomDocument({ database }),
        send: sendFromRoom(sealing),
        setLocale: (person, locale) => setLocale(database, roomLogins, person, locale),
        gate: createGate(sentAtOnce, sentWaiting),
      }),
    ],
  };
};
