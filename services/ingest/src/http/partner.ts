import type { Request, Router } from 'express';

import type { Gate } from '@kuvert/platform/http/gate';
import { mount } from '@kuvert/platform/http/mount';
import { defineRoute, type Answer, type Route } from '@kuvert/platform/http/route';
import { challenge } from '@kuvert/platform/oauth/bearer';
import { claimedIssuer } from '@kuvert/platform/oauth/client-assertion';
import { addTokenEndpoint, type TokenEndpointDeps } from '@kuvert/platform/oauth/token-endpoint';
import { badRequest } from '@kuvert/platform/partners/bad-request';
import { oneMessage } from '@kuvert/platform/partners/own-message';
import type { ActingPartner } from '@kuvert/platform/partners/partner-access';
import { assertionType } from '@kuvert/shared/client-assertion';
import { OneMessage, type PartnerScope } from '@kuvert/shared/partners/client-api';
import type { Receipt } from '@kuvert/shared/partners/reasons';

import type { IngestEvents } from '../events.ts';
import type { Acknowledged } from '../use-cases/accept-partner-message.ts';
import { readPartnerMessage, type ReadMessage } from '../use-cases/read-partner-message.ts';
import { sendProblems, withMessageBody } from './message-body.ts';
import { processMessageRoute } from './process-message.ts';
import { sentenceOf } from './rejection-sentence.ts';

export const partnerPath = '/partner/v1';
export const partnerTokenPath = `${partnerPath}/token`;

export interface PartnerDeps {
  readonly token: Pick<TokenEndpointDeps<string>, 'issue' | 'attempts'>;
  readonly partnerOf: (request: Request, scope: PartnerScope) => Promise<ActingPartner>;
  readonly accept: (
    partner: ActingPartner,
    message: ReadMessage | (Receipt & { readonly kind: 'rejected' }),
  ) => Promise<Acknowledged>;
  /** How many messages are in memory at once, from their first byte until they are filed. */
  readonly gate: Gate;
  readonly events: Pick<IngestEvents, 'partnerTokenAsked' | 'partnerRejected'>;
  /** Under which partners call us. */
  readonly origin: string;
}

const longestAssertion = 4000;

/** Adds what partners' systems call here: tokens, and messages for departments. What they fetch, outbound gives. */
export const addPartnerRoutes = (router: Router, deps: PartnerDeps): Route<ActingPartner>[] => {
  const { token, partnerOf, events } = deps;
  addTokenEndpoint<string>(router, {
    ...token,
    path: partnerTokenPath,
    formLimit: '8kb',
    claimedBy,
    events: { tokenAsked: events.partnerTokenAsked },
    sentences: {
      invalid_request: 'a form with grant_type, client_assertion_type and client_assertion',
      invalid_client:
        'no partner that is switched on signed this for us, for now and for the first time',
    },
  });
  const routes = [sendRoute(deps), processMessageRoute(deps)];
  mount(router, routes, (request) => partnerOf(request, 'urn:sdk.api:sendMessage'));
  router.use(partnerPath, challenge);
  return routes;
};

const claimedBy: TokenEndpointDeps<string>['claimedBy'] = (request) => {
  const form: Readonly<Record<string, unknown>> = Object(request.body);
  const proof = form['client_assertion'];
  const isWhole =
    form['client_assertion_type'] === assertionType &&
    typeof proof === 'string' &&
    proof.length <= longestAssertion &&
    !('client_secret' in form) &&
    request.get('authorization') === undefined;
  if (!isWhole) return { error: 'invalid_request' };
  const clientId = claimedIssuer(proof);
  if (clientId === undefined || (form['client_id'] ?? clientId) !== clientId)
    return { error: 'invalid_client' };
  return { clientId, proof };
};

const sendRoute = (deps: PartnerDeps): Route<ActingPartner> =>
  defineRoute<ActingPartner>()({
    method: 'post',
    path: `${partnerPath}/sdk/messages`,
    summary: 'A partner sends a message to a department; 201 means that it is safe with us',
    accepts: {},
    success: { status: 201, description: 'taken', schema: OneMessage },
    problems: sendProblems,
    handle: async (_input, partner, { request, response }) =>
      answerTo(
        deps,
        partner,
        await withMessageBody(deps.gate, request, response, ['application/json'], (body) =>
          deps.accept(partner, readPartnerMessage(body)),
        ),
      ),
  });

const answerTo = (
  { events }: PartnerDeps,
  partner: ActingPartner,
  acknowledgement: Acknowledged,
): Answer => {
  if (acknowledgement.kind === 'accepted')
    return { kind: 'json', status: 201, body: oneMessage(acknowledgement.data) };
  const { why, at } = acknowledgement;
  events.partnerRejected(partner.id, why);
  return badRequest({
    typeCode: 'REJECTED',
    title: sentenceOf(why),
    detail: `${why.code} ${why.reason}`,
    ...(at === undefined ? {} : { in: at }),
  });
};
