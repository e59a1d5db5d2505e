import type { Request } from 'express';
import { z } from 'zod';

import type { Sending } from '#api';
import type { Gate } from '@kuvert/platform/http/gate';
import { check } from '@kuvert/platform/http/mount';
import { KuvertError } from '@kuvert/shared/errors';
import { sendingLimits } from '@kuvert/shared/sending/limits';

import type { ApiClient } from '../../../store/api-clients.ts';
import type { SendingReader } from '../../../use-cases/read-sendings.ts';
import type { SystemRequest } from '../../../use-cases/send-by-system.ts';
import { json } from '../../routes/json.ts';
import { readForm, untilClosed, type FormLimits } from '../../upload.ts';
import { systemPath } from '../paths.ts';
import {
  AcceptedSending,
  IdempotencyKey,
  ListSendings,
  NewSending,
  SystemSending,
  SystemSendingPage,
} from '../schemas.ts';
import { systemRoute, type SystemRoute } from '../system-route.ts';

export interface SystemSendingsDeps {
  readonly reader: Pick<SendingReader, 'list' | 'sending'>;
  readonly send: (
    client: ApiClient,
    request: SystemRequest,
    signal: AbortSignal,
  ) => Promise<Sending>;
  readonly cancel: (client: ApiClient, id: string) => Promise<Sending>;
  /** How many orders are in memory at once. */
  readonly gate: Gate;
}

const params = z.object({ id: z.uuid() });
const path = `${systemPath}/sendings`;
const orderPart = 'order';
const documentPart = 'document';
const limits: FormLimits = {
  fileBytes: sendingLimits.attachmentBytes,
  totalBytes: sendingLimits.totalBytes,
  files: sendingLimits.attachments,
  texts: 1,
  textBytes: 32 * 1024,
};

/** What a business system sends, and how it follows that. */
export const systemSendingRoutes = (deps: SystemSendingsDeps): SystemRoute[] => [
  systemRoute('sendings:write', {
    method: 'post',
    path,
    summary: 'Sends a fax; the same request under the same key is one fax, and answered the same',
    accepts: {
      headers: z.object({ 'idempotency-key': IdempotencyKey }),
      upload: {
        field: documentPart,
        maxBytes: limits.fileBytes,
        most: limits.files,
        beside: { name: orderPart, schema: NewSending },
      },
    },
    success: {
      status: 202,
      description: 'the order is durable, and can be followed',
      schema: AcceptedSending,
    },
    problems: [
      'request-invalid',
      'content-type-wrong',
      'body-too-large',
      'request-not-json',
      'idempotency-key-reused',
      'request-running',
      'not-found',
      'number-invalid',
      'number-premium-rate',
      'number-country-blocked',
      'fax-not-allowed',
      'assurance-not-reached',
      'second-look-needed',
      'second-look-wrong',
      'approval-needed',
      'attachment-empty',
      'attachment-type-wrong',
      'attachment-encrypted',
      'attachment-damaged',
      'attachment-too-complex',
      'attachments-too-large',
      'draft-empty',
      'draft-incomplete',
      'referral-step-wrong',
      'fax-too-long',
      'sending-unavailable',
      'converter-unavailable',
      'object-store-failed',
    ],
    handle: async ({ headers }, client, { request }) => {
      const leave = await deps.gate.enter();
      try {
        const { order, files } = await readOrder(request);
        const asked = { key: headers['idempotency-key'], order, files };
        const sending = await deps.send(client, asked, untilClosed(request));
        const self = `${path}/${sending.id}`;
        const body = AcceptedSending.parse({ ...sending, self });
        return { kind: 'json', status: 202, body };
      } finally {
        leave();
      }
    },
  }),
  systemRoute('sendings:read', {
    method: 'get',
    path,
    summary: 'What the department sent, the newest first, 50 a page',
    accepts: { query: ListSendings },
    success: { status: 200, description: 'one page', schema: SystemSendingPage },
    problems: ['request-invalid'],
    handle: async ({ query: { state, reference, cursor } }, client) => {
      const query = { departmentId: client.departmentId, view: state, reference, cursor };
      return json(SystemSendingPage.parse(await deps.reader.list(client, query)));
    },
  }),
  systemRoute('sendings:read', {
    method: 'get',
    path: `${path}/:id`,
    summary: 'What became of a fax: every attempt, what machines said and what people did',
    accepts: { params },
    success: { status: 200, description: 'what was sent, as it is now', schema: SystemSending },
    problems: ['not-found'],
    handle: async (input, client) =>
      json(SystemSending.parse(await deps.reader.sending(client, input.params.id))),
  }),
  systemRoute('sendings:write', {
    method: 'post',
    path: `${path}/:id/cancel`,
    summary:
      'Takes back what this system sent and what has not been dialled; asked again it answers the same',
    accepts: { params },
    success: { status: 200, description: 'what was sent, as it is now', schema: SystemSending },
    problems: ['not-found', 'not-sent-by-you', 'already-dialling'],
    handle: async (input, client) =>
      json(SystemSending.parse(await deps.cancel(client, input.params.id))),
  }),
];

const readOrder = async (request: Request): Promise<Pick<SystemRequest, 'order' | 'files'>> => {
  const { texts, files } = await readForm(request, limits);
  if (files.some(({ field }) => field !== documentPart))
    throw new KuvertError('request-invalid', `documents are parts called ${documentPart}`);
  // made by the schema
  const order = check(NewSending, fromJson(texts.get(orderPart)), orderPart) as z.infer<
    typeof NewSending
  >;
  return { order, files };
};

const fromJson = (text: string | undefined): unknown => {
  try {
    return JSON.parse(text ?? '');
  } catch {
    // without a cause: it would quote what was sent
    throw new KuvertError('request-not-json', `the part called ${orderPart} is no valid JSON`);
  }
};
