import type { ClientAuth } from 'openid-client';

import type { FaxEngine } from '@kuvert/fax-document/engine';
import type { Route } from '@kuvert/platform/http/route';
import { createSharedLimit, type SharedLimit } from '@kuvert/platform/limits/shared-limit';
import type { Database } from '@kuvert/platform/postgres/database';
import { sha256Hex } from '@kuvert/platform/vault/digest';
import { createOpener } from '@kuvert/platform/vault/opener';
import { createSealer } from '@kuvert/platform/vault/sealer';
import type { Clock } from '@kuvert/shared/clock';
import type { Randomness } from '@kuvert/shared/ids';
import type { KeyProvider } from '@kuvert/shared/ports/keys';
import type { ObjectStore } from '@kuvert/shared/ports/object-store';

import { assembleAdministration } from './assemble-administration.ts';
import { handOversOf } from './assemble-card.ts';
import type { AssembledSaml } from './assemble-saml.ts';
import { assembleIncidents } from './assemble-incidents.ts';
import { assembleSending } from './assemble-sending.ts';
import { assembleSystemApi } from './assemble-system-api.ts';
import type { MailboxConfig } from './config.ts';
import { createLinks } from './documents/links.ts';
import { createPictures } from './documents/pictures.ts';
import type { Events } from './events.ts';
import { forHandlers } from './http/for-handlers.ts';
import { sayingItIsRestricted } from './http/for-the-named.ts';
import { sayingWhatItDemands } from './http/stronger-login.ts';
import { mailboxCookies, readCookie } from './http/cookies.ts';
import { createLoginLimits } from './http/login-limits.ts';
import {
  choiceAnswer,
  leavingAnswer,
  loginAnswer,
  printAnswer,
  samlLeavingAnswer,
} from './http/pages.ts';
import { announcementRoutes } from './http/routes/announcements.ts';
import { breakGlassRoutes } from './http/routes/break-glass.ts';
import { documentRoutes } from './http/routes/documents.ts';
import { faxShareRoutes } from './http/routes/fax-share.ts';
import { frontDeskRoutes } from './http/routes/front-desk.ts';
import { liveRoute } from './http/routes/live.ts';
import { loginRoutes, logoutTokensAtMost } from './http/routes/login.ts';
import { logRoutes } from './http/routes/log.ts';
import { logBreakGlassRoute } from './http/routes/log-break-glass.ts';
import { logReviewRoutes } from './http/routes/log-reviews.ts';
import { meRoutes } from './http/routes/me.ts';
import { messageRoutes } from './http/routes/messages.ts';
import { partnerDetailsRoute } from './http/routes/partner-details.ts';
import { referralRoutes } from './http/routes/referrals.ts';
import { junkListRoutes } from './http/routes/junk-lists.ts';
import { restrictionRoutes } from './http/routes/restrictions.ts';
import { samlRoutes } from './http/routes/saml.ts';
import { samlLogoutRoutes, type SamlLeaving } from './http/routes/saml-logout.ts';
import { shellRoutes } from './http/routes/shell.ts';
import { textRoute } from './http/routes/text.ts';
import type { SystemApi } from './http/system-api/mount.ts';
import type { Web } from './http/web.ts';
import { notifySessionEnd } from './live/channel.ts';
import type { LiveHub } from './live/hub.ts';
import { createCardProvider } from './login/card/provider.ts';
import { notingHowItGoes } from './login/noting-provider.ts';
import { createOpenIdProvider } from './login/openid-provider.ts';
import { audit, type AuditedAct } from './store/audit.ts';
import { mailboxLogins } from './store/login-tables.ts';
import { noteInPassing } from './store/note-provider.ts';
import { readSealedDocument } from './store/opening.ts';
import { setLocale } from './store/people.ts';
import type { Session } from './store/sessions.ts';
import { scopeOf } from './use-cases/actor.ts';
import { listAnnouncements, seeAnnouncement } from './use-cases/announcements.ts';
import { beginLogin } from './use-cases/begin-login.ts';
import { breakGlass, endGlass, listLoggedGlass, readGlassDesk } from './use-cases/break-glass.ts';
import { showConcern } from './use-cases/concerns.ts';
import { denyResend } from './use-cases/deny-resend.ts';
import { endAtProvider, endSessionsOf, type EndSessions } from './use-cases/end-at-provider.ts';
import { fetchAgain } from './use-cases/fetch-again.ts';
import { departmentShare } from './use-cases/fax-share.ts';
import { chooseIdentity, finishLogin, choicesOf, strayAnswers } from './use-cases/finish-login.ts';
import { enterBySaml, takeSamlAnswer } from './use-cases/finish-saml-login.ts';
import { forwardMessage, listDepartments } from './use-cases/forward-message.ts';
import { handleMessage } from './use-cases/handle-message.ts';
import { grantOpening, openGranted } from './use-cases/open-document.ts';
import { grantPartnerDetails, openPartnerDetails } from './use-cases/open-partner-details.ts';
import { createMailboxReader } from './use-cases/read-mailbox.ts';
import { logDepartments, searchLog, whatTheyAudit } from './use-cases/read-log.ts';
import { drawReview, judgeReview, listReviews, readReview } from './use-cases/review-log.ts';
import { markReferral, stepReferral, unmarkReferral } from './use-cases/referrals.ts';
import { scimRequestsAtMost } from './http/scim/names.ts';
import { lookUpsAtMost } from './use-cases/look-ups.ts';
import { createScim, type Scim } from './use-cases/scim.ts';
import { changeJunkList, showJunkLists } from './use-cases/administration/junk-lists.ts';
import { liftRestriction, restrictMessage, showRestriction } from './use-cases/restrictions.ts';
import { answersTheTelephone, searchFrontDesk } from './use-cases/search-front-desk.ts';
import type { SystemSendStep } from './use-cases/send-by-system.ts';
import { endOpenSessions, readSessions } from './use-cases/open-sessions.ts';
import {
  askToLogOut,
  confirmLogout,
  endBySaml,
  recogniseThere,
  refuseLogout,
  strayLogouts,
} from './use-cases/saml-logout.ts';
import { logOut, lookAtSession, useSession, type WriteDown } from './use-cases/sessions.ts';
import { takeGroups } from './use-cases/take-groups.ts';

/** The chosen adapters. */
export interface Parts {
  readonly database: Database;
  readonly objects: ObjectStore;
  readonly engine: FaxEngine;
  /** Makes faxes of what people add, and receipts: apart from the engine that shows pages, which people wait for. */
  readonly composer: Pick<FaxEngine, 'toFax' | 'toPdf' | 'record'>;
  readonly keys: KeyProvider;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly events: Events;
  readonly hub: LiveHub;
  readonly web: Web;
  /** Undefined: nobody logs in by OpenID Connect. */
  readonly proof: ClientAuth | undefined;
  /** Undefined: nobody logs in by SAML. */
  readonly saml: AssembledSaml | undefined;
  readonly linkKey: string;
  /** In each place with sessions of its own, which adds itself: how they end when somebody logs out at the provider. */
  readonly endings: EndSessions[];
  readonly heartbeatMs: number;
  /** Called between any two steps of what a business system sends; does nothing in a running house. */
  readonly systemSteps: (name: SystemSendStep) => Promise<void>;
}

export interface Assembled {
  readonly visitorRoutes: readonly Route<Session>[];
  readonly openRoutes: readonly Route<undefined>[];
  /** For business systems. */
  readonly systemApi: SystemApi;
  /** For directories of staff. */
  readonly scim: Scim;
  readonly scimRequests: SharedLimit;
  readonly useSession: ReturnType<typeof useSession>;
  /** Forgets every opened page. */
  readonly forget: () => void;
  readonly web: Web;
}

/** Puts use cases and routes together out of the adapters. */
export const assemble = (config: MailboxConfig, parts: Parts): Assembled => {
  const { database, clock, randomness, events, hub, web } = parts;
  const { country, timeZone, origin } = config;
  const tables = mailboxLogins;
  const writeDown: WriteDown = (transaction, { what, ...act }) =>
    audit(transaction, { ...act, action: what } as AuditedAct);
  const sessions = { database, tables, writeDown, clock, idleMs: config.session.idleMs };
  const ending = { ...sessions, announce: notifySessionEnd };
  parts.endings.push(endSessionsOf(ending));
  const shared = { database, tables, writeDown, clock, randomness };
  const provider =
    config.login &&
    parts.proof &&
    notingHowItGoes(
      createOpenIdProvider(config.login, parts.proof, origin, clock),
      noteInPassing(parts),
    );
  const login =
    provider && config.login?.isForStaff
      ? { ...shared, means: 'sso' as const, provider }
      : undefined;
  const bySaml = parts.saml && {
    ...shared,
    means: 'saml' as const,
    provider: parts.saml.provider,
  };
  const byCard = config.card && {
    ...shared,
    means: 'card' as const,
    provider: createCardProvider(config.card, handOversOf(config, parts)),
  };
  const limits = createLoginLimits({
    ...parts,
    ...{ key: parts.linkKey, origin, what: 'login' },
    ...{ cookie: mailboxCookies.known, aMinute: config.loginsAMinute },
  });
  const finishing = {
    takeGroups,
    ...shared,
    sessionMs: config.session.absoluteMs,
    strays: createSharedLimit(parts, strayAnswers),
    samlNames: parts.saml?.logout.namesOf,
  };
  const logoutMessages = createSharedLimit(parts, logoutTokensAtMost);
  const leavingSaml = parts.saml && {
    ...{ ...ending, randomness, provider: parts.saml.logout },
    strays: createSharedLimit(parts, strayLogouts),
  };
  const samlPage: SamlLeaving['page'] = (request, to) => samlLeavingAnswer(web, request, to);
  const reader = createMailboxReader({ database, clock, country, timeZone });
  const referral = { database, clock, randomness, country, timeZone };
  const opening = { objects: parts.objects, keys: parts.keys, opener: createOpener() };
  const open = openGranted(opening);
  const pictures = createPictures({ engine: parts.engine, open });
  const grant = grantOpening({ database, clock, randomness });
  const sending = assembleSending(config, parts);
  const session = useSession(sessions);
  const sessionOf = (
    request: Parameters<typeof readCookie>[0],
    by: 'person' | 'browser' = 'person',
  ): Promise<Session> => session(readCookie(request, mailboxCookies.session), by);
  const auditingOf = whatTheyAudit({ database });
  const desk = { origin, web, clock, timeZone, sessionOf };
  const logDesk = { ...desk, auditingOf };
  const glass = { ...parts, recovery: config.recovery };
  const reviewing = { ...parts, recovery: config.recovery, timeZone };
  return {
    web,
    forget: () => {
      pictures.clear();
      sending.pictures.clear();
    },
    useSession: session,
    scim: createScim(parts),
    scimRequests: createSharedLimit(parts, scimRequestsAtMost),
    systemApi: assembleSystemApi(config, parts, sending.forSystems),
    openRoutes: [
      ...shellRoutes({ reader, web, clock, randomness, sessionOf }),
      ...frontDeskRoutes({
        ...{ origin, web, clock, timeZone, sessionOf },
        isAllowed: answersTheTelephone({ database }),
        search: searchFrontDesk({ database, country, timeZone }),
        limit: createSharedLimit(parts, { what: 'front-desk', ...lookUpsAtMost }),
      }),
      ...logRoutes({
        ...logDesk,
        departments: logDepartments({ database }),
        search: searchLog({ database, timeZone, clock, country, keys: parts.keys }),
        limit: createSharedLimit(parts, { what: 'log', ...lookUpsAtMost }),
      }),
      ...logReviewRoutes({
        ...logDesk,
        list: listReviews(reviewing),
        draw: drawReview(reviewing),
        read: readReview(reviewing),
        judge: judgeReview(reviewing),
      }),
      ...breakGlassRoutes({
        ...desk,
        read: readGlassDesk(glass),
        open: breakGlass(glass),
        end: endGlass(glass),
      }),
      logBreakGlassRoute({ ...logDesk, list: listLoggedGlass(glass) }),
      ...assembleAdministration(config, parts, {
        ...desk,
        sessionSeenOf: (request) => sessionOf(request, 'browser'),
        sessions: {
          read: readSessions(sessions),
          end: endOpenSessions({ ...sessions, ...ending }),
        },
      }),
      ...faxShareRoutes({
        ...{ web, clock, country, sessionOf },
        read: departmentShare({ database, clock }),
      }),
      ...loginRoutes({
        origin,
        cookies: mailboxCookies,
        page: (request, options) =>
          loginAnswer(web, request, options, {
            sso: login !== undefined,
            ...{ saml: config.saml, card: config.card },
          }),
        events,
        randomness,
        sessionOf,
        sso: login && {
          beginLogin: beginLogin(login),
          finishLogin: finishLogin({ ...login, ...finishing }),
        },
        saml: bySaml && { beginLogin: beginLogin(bySaml) },
        choicesOf: choicesOf(finishing),
        chooseIdentity: chooseIdentity(finishing),
        choicePage: (request, token, choices) => choiceAnswer(web, request, token, choices),
        card: byCard && {
          beginLogin: beginLogin(byCard),
          finishLogin: finishLogin({ ...byCard, ...finishing }),
        },
        // the directory of cards may be the provider itself
        isOfProvider: ({ issuer }) =>
          config.login !== undefined &&
          (issuer === config.login.issuer ||
            ![config.card?.directory, config.saml?.idp].includes(issuer)),
        leavingPage: (request, to) => leavingAnswer(web, request, to),
        logOut: logOut(ending),
        logoutUrl: provider?.logoutUrl ?? (() => Promise.resolve(undefined)),
        endAtProvider: provider && endAtProvider(provider, parts.endings),
        logoutTokens: logoutMessages,
        samlLeaving: leavingSaml && {
          isOurs: ({ issuer }) => issuer === config.saml?.idp,
          recognise: recogniseThere(leavingSaml),
          ask: askToLogOut(leavingSaml),
          page: samlPage,
        },
        limits,
      }),
      ...(leavingSaml
        ? samlLogoutRoutes({
            end: endBySaml(leavingSaml),
            confirm: confirmLogout(leavingSaml),
            refuse: refuseLogout(leavingSaml),
            page: samlPage,
            limit: logoutMessages,
          })
        : []),
      ...(bySaml
        ? samlRoutes({
            ...{ events, randomness, limits, cookies: mailboxCookies },
            beginLogin: beginLogin(bySaml),
            takeAnswer: takeSamlAnswer({ ...bySaml, ...finishing }),
            enter: enterBySaml({ ...bySaml, ...finishing }),
            metadata: bySaml.provider.metadata,
          })
        : []),
    ],
    visitorRoutes: [
      ...meRoutes({
        reader,
        setLocale: (person, locale) => setLocale(database, mailboxLogins, person, locale),
      }),
      ...[
        ...messageRoutes({
          reader,
          handle: handleMessage({ ...parts, country, recovery: config.recovery }),
          concern: showConcern(parts),
          denyResend: denyResend({ database, clock, country }),
          forward: forwardMessage({
            ...parts,
            ...opening,
            country,
            recovery: config.recovery,
            sealer: createSealer(),
            digest: sha256Hex,
          }),
          departments: listDepartments({ database, country }),
          fetchAgain: fetchAgain(database),
        }),
        ...referralRoutes({
          mark: markReferral(referral),
          unmark: unmarkReferral(referral),
          step: stepReferral(referral),
        }),
        ...restrictionRoutes({
          show: showRestriction(parts),
          restrict: restrictMessage(parts),
          lift: liftRestriction(parts),
        }),
        ...junkListRoutes({
          show: showJunkLists({ database, country }),
          change: changeJunkList({ ...parts, country }),
        }),
        ...sending.routes,
        ...assembleIncidents(config, parts),
      ].map(forHandlers(reader)),
      ...announcementRoutes({
        list: listAnnouncements({ database }),
        see: seeAnnouncement({ database, clock }),
      }),
      textRoute({ pictures, events, grant }),
      partnerDetailsRoute({
        events,
        grantDetails: grantPartnerDetails({ database, clock, randomness }),
        openDetails: (granted) => openPartnerDetails(parts, granted),
      }),
      ...documentRoutes({
        pictures,
        events,
        timeZone,
        grant,
        links: createLinks(parts.linkKey, clock),
        find: (actor, messageId, documentId) =>
          database.transaction(
            (transaction) => readSealedDocument(transaction, messageId, { documentId }),
            scopeOf(actor),
          ),
        printPage: (locale, title, pages) => printAnswer(web, locale, title, pages),
      }),
      liveRoute({
        reader,
        hub,
        heartbeatMs: parts.heartbeatMs,
        departmentsOf: async (idHash) => {
          const going = await lookAtSession(sessions)(idHash);
          return going && reader.departmentIds(going);
        },
      }),
    ]
      .map(sayingWhatItDemands(reader))
      .map(sayingItIsRestricted(reader)),
  };
};
