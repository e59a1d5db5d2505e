import { randomUUID } from 'node:crypto';

import type { Request } from 'express';
import { z } from 'zod';

import type { Gate } from '@kuvert/platform/http/gate';
import { defineRoute, type Answer, type Route } from '@kuvert/platform/http/route';
import { badRequest } from '@kuvert/platform/partners/bad-request';
import { oneMessage } from '@kuvert/platform/partners/own-message';
import type { ActingPartner } from '@kuvert/platform/partners/partner-access';
import {
  clientApiVersion,
  ManyMessages,
  OneMessage,
  type MessageData,
  type PartnerScope,
} from '@kuvert/shared/partners/client-api';
import { messageBundle } from '@kuvert/shared/partners/fhir/message-bundle';
import { fhirMediaType } from '@kuvert/shared/partners/fhir/systems';

import type { PartnerService } from '../use-cases/serve-partner.ts';
import { fhirAnswer } from './fhir-answer.ts';

export interface PartnerDeps {
  /** As partners see it. */
  readonly origin: string;
  readonly partnerOf: (request: Request, scope: PartnerScope) => Promise<ActingPartner>;
  readonly service: PartnerService;
  /** How many documents are in memory at once. */
  readonly gate: Gate;
}

export interface PartnerRoute extends Route<ActingPartner> {
  readonly scope: PartnerScope;
}

export const partnerPath = '/partner/v1';
const messagesPath = `${partnerPath}/sdk/messages`;
export const messageParams = z.object({ messageId: z.uuid() });
export const partnerProblems = [
  'token-required',
  'token-invalid',
  'scope-missing',
  'rate-limited',
  'internal',
] as const;

/** The filters of the client API: all that are given must hold. */
const Filters = z.strictObject({
  'filter[messageStatus]': z.enum(['NEW', 'ACCEPTED']).optional(),
  'filter[recipientAttention.subOrganization.extension]': z.string().max(256).optional(),
  'filter[senderAttention.subOrganization.extension]': z.string().max(256).optional(),
});

/** What a partner's system fetches and deletes; what it sends, ingest takes. */
export const partnerRoutes = ({
  service,
  gate,
}: Pick<PartnerDeps, 'service' | 'gate'>): readonly PartnerRoute[] => [
  {
    scope: 'urn:sdk.api:getMessageByFilter',
    ...defineRoute<ActingPartner>()({
      method: 'get',
      path: messagesPath,
      summary: 'Messages for the partner, and what became of those that it sent; without documents',
      accepts: { query: Filters },
      success: { status: 200, description: 'the oldest first', schema: ManyMessages },
      problems: ['request-invalid', ...partnerProblems],
      handle: async ({ query }, { id }) => {
        const data = (await service.list(id)).filter((message) => matches(message, query));
        return { kind: 'json', body: { meta: clientApiVersion, data } };
      },
    }),
  },
  {
    scope: 'urn:sdk.api:getMessage',
    ...defineRoute<ActingPartner>()({
      method: 'get',
      path: `${messagesPath}/:messageId`,
      summary: 'One message, whole; as a FHIR R4 Bundle where `application/fhir+json` is accepted',
      accepts: { params: messageParams },
      success: { status: 200, description: 'the message', schema: OneMessage },
      problems: ['not-found', 'document-damaged', 'object-store-failed', ...partnerProblems],
      handle: async ({ params: { messageId } }, { id }, { request }) => {
        const leave = await gate.enter();
        try {
          return inWhatIsAccepted(request, await service.fetch(id, messageId));
        } finally {
          leave();
        }
      },
    }),
  },
  {
    scope: 'urn:sdk.api:deleteMessage',
    ...defineRoute<ActingPartner>()({
      method: 'delete',
      path: `${messagesPath}/:messageId`,
      summary: 'The partner has the message, and is done with it',
      accepts: { params: messageParams },
      success: { status: 202, description: 'deleted' },
      problems: ['not-found', ...partnerProblems],
      handle: async ({ params: { messageId } }, { id }) => {
        if ((await service.remove(id, messageId)) === 'removed')
          return { kind: 'empty', status: 202 };
        return badRequest({
          typeCode: 'MESSAGE_EXCHANGE_ERROR',
          title: 'A message is fetched before it is deleted.',
          detail: 'not fetched',
        });
      },
    }),
  },
];

/** The client API's form, unless FHIR is asked for. */
const inWhatIsAccepted = (request: Request, message: MessageData): Answer =>
  request.accepts(['application/json', fhirMediaType]) === fhirMediaType
    ? fhirAnswer(messageBundle(message.attributes, randomUUID))
    : { kind: 'json', body: oneMessage(message) };

const matches = ({ attributes }: MessageData, query: z.infer<typeof Filters>): boolean => {
  const { messageStatus, recipientAttention, senderAttention } = attributes;
  const has = (wanted: string | undefined, found: string): boolean => (wanted ?? found) === found;
  return (
    has(query['filter[messageStatus]'], messageStatus) &&
    has(
      query['filter[recipientAttention.subOrganization.extension]'],
      recipientAttention.subOrganization.extension,
    ) &&
    has(
      query['filter[senderAttention.subOrganization.extension]'],
      senderAttention.subOrganization.extension,
    )
  );
};
