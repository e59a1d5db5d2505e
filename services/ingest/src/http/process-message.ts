import type { Response } from 'express';
import { z } from 'zod';

import { defineRoute, type Answer, type Route } from '@kuvert/platform/http/route';
import type { ActingPartner } from '@kuvert/platform/partners/partner-access';
import { faultOf } from '@kuvert/platform/partners/operation-outcome';
import { fhirMediaType } from '@kuvert/shared/partners/fhir/systems';

import { answerByPlace, type Acknowledged } from '../use-cases/accept-partner-message.ts';
import { readFhirMessage } from '../use-cases/read-fhir-message.ts';
import { jsonOf } from '../use-cases/read-partner-message.ts';
import { acknowledgementOf, type AcknowledgementCode } from './acknowledgement.ts';
import { sendProblems, withMessageBody } from './message-body.ts';
import type { PartnerDeps } from './partner.ts';
import { sentenceOf } from './rejection-sentence.ts';

export const fhirPath = '/partner/v1/fhir';
const path = `${fhirPath}/$process-message`;

/** The same messages as FHIR R4; whatever is answered is FHIR, too. */
export const processMessageRoute = (deps: PartnerDeps): Route<ActingPartner> =>
  defineRoute<ActingPartner>()({
    method: 'post',
    path,
    summary:
      'A partner sends a message as a FHIR R4 Bundle; the Bundle in the answer acknowledges it',
    // the answer is always in the answer: nothing of ours calls a partner
    accepts: { query: z.strictObject({ async: z.literal('false').optional() }) },
    success: { status: 200, description: 'taken: response.code ok', contentType: fhirMediaType },
    problems: ['request-invalid', ...sendProblems],
    handle: async (_input, partner, { request, response }) => {
      const acknowledgement = await withMessageBody(
        deps.gate,
        request,
        response,
        [fhirMediaType, 'application/json'],
        (body) => {
          const json = jsonOf(body);
          response.locals[answered] = messageIdOf(json);
          return deps.accept(partner, readFhirMessage(json));
        },
      );
      return answerTo(deps, partner, response, acknowledgement);
    },
  });

/** Under which the id of the message lies that is answered, for the answer to a fault as well. */
const answered = 'fhirMessageId';

const Headed = z.object({ resource: z.object({ id: z.uuid() }) });

/** Also of a message that is wrong: whoever sent it is to know which. */
const messageIdOf = (json: unknown): string | undefined => {
  const entry: unknown = Object(json).entry;
  const header = Headed.safeParse(Array.isArray(entry) ? entry[0] : undefined);
  return header.success ? header.data.resource.id : undefined;
};

const answerTo = (
  { events, origin }: PartnerDeps,
  partner: ActingPartner,
  { locals }: Response,
  acknowledgement: Acknowledged,
): Answer => {
  const endpoint = `${origin}${path}`;
  const id: string | undefined = locals[answered];
  if (acknowledgement.kind === 'accepted') return fhir(200, acknowledgementOf(endpoint, id, 'ok'));
  const { why, at } = acknowledgement;
  events.partnerRejected(partner.id, why);
  const issue = {
    // SDK's reasons are codes of FHIR's list themselves
    type: why.reason,
    reason: `${why.code} ${why.reason}`,
    sentence: sentenceOf(why, at),
    at: at && expressionOf(at),
  };
  return fhir(400, acknowledgementOf(endpoint, id, 'fatal-error', issue));
};

const fhir = (status: number, resource: object): Answer => ({
  kind: 'bytes',
  status,
  contentType: fhirMediaType,
  bytes: JSON.stringify(resource),
});

/** Where in the Bundle it stands what is wrong in the neutral message. */
const expressionOf = (at: string): string =>
  at.startsWith('Bundle') ? at : (places.find(([place]) => at.startsWith(place))?.[1] ?? 'Bundle');

const header = 'Bundle.entry[0].resource';
const places: readonly (readonly [string, string])[] = [
  ['attributes.messageId', `${header}.id`],
  ['attributes.recipientAttention.subOrganization', `${header}.destination[0]`],
  ['attributes.recipient', `${header}.destination[0]`],
  ['attributes.senderAttention.subOrganization', `${header}.source`],
  ['attributes.sender', `${header}.source`],
  [answerByPlace, `${header}.focus[0].resolve().restriction.period.end`],
  ['attributes', `${header}.focus[0].resolve()`],
];

/** Tells an error as FHIR does, in place of problem details. */
export const sendOutcome =
  (origin: string) =>
  (response: Response, error: unknown): void => {
    const { status, comesRight, issue } = faultOf(error);
    const code: AcknowledgementCode = comesRight ? 'transient-error' : 'fatal-error';
    const id: string | undefined = response.locals[answered];
    response
      .status(status)
      .set('cache-control', 'no-store')
      .type(fhirMediaType)
      .send(JSON.stringify(acknowledgementOf(`${origin}${path}`, id, code, issue)));
  };
