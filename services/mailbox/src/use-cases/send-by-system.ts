import { createHash } from 'node:crypto';

import type { Database } from '@kuvert/platform/postgres/database';
import { sha256Hex } from '@kuvert/platform/vault/digest';
import { KuvertError } from '@kuvert/shared/errors';
import type { Randomness } from '@kuvert/shared/ids';

import type { ChangeDraft, Contact, Draft, DraftText, SendDraft, Sending } from '#api';
import type { Events } from '../events.ts';
import type { ApiClient } from '../store/api-clients.ts';
import {
  claimRequest,
  findDraftOf,
  forgetOldRequests,
  freeRequest,
} from '../store/api-requests.ts';
import { type Actor, scopeOf } from './actor.ts';
import type { Upload } from './attachments.ts';
import type { NewDraftRequest } from './create-draft.ts';

/** What a business system sends; at least one of `to`, `contactId` and `replyTo`. */
export interface SystemOrder extends Omit<DraftText, 'to' | 'wishesFax'> {
  readonly to?: string | undefined;
  readonly contactId?: string | undefined;
  readonly replyTo?: string | undefined;
  readonly lastDigits?: string | undefined;
  /** The system's own, such as a case number. */
  readonly reference?: string | undefined;
}

/** Every place where a crash would fall between two steps. */
export type SystemSendStep = 'claimed' | 'begun' | 'written' | 'attached' | 'prepared' | 'sent';

/** What people do with a draft, one after the other. */
export interface SystemSendDeps {
  readonly database: Database;
  readonly randomness: Pick<Randomness, 'uuid'>;
  readonly events: Pick<Events, 'requestNotFreed'>;
  readonly openContact: (who: Actor, id: string) => Promise<Contact>;
  readonly create: (who: Actor, request: NewDraftRequest) => Promise<Draft>;
  readonly change: (who: Actor, id: string, change: ChangeDraft) => Promise<Draft>;
  readonly attach: (who: Actor, id: string, file: Upload, signal: AbortSignal) => Promise<Draft>;
  readonly detach: (who: Actor, id: string, attachmentId: string) => Promise<Draft>;
  readonly prepare: (
    who: Actor,
    id: string,
    version: number,
    signal: AbortSignal,
  ) => Promise<Draft>;
  readonly send: (who: Actor, id: string, request: SendDraft) => Promise<Sending>;
  readonly read: (who: Actor, id: string) => Promise<Sending>;
  readonly discard: (who: Actor, id: string) => Promise<void>;
  readonly steps: (name: SystemSendStep) => Promise<void>;
}

export interface SystemRequest {
  readonly key: string;
  readonly order: SystemOrder;
  readonly files: readonly Upload[];
}

/** Longer than all the steps take; a crash blocks the key for so long. */
const leaseMs = 5 * 60_000;

/**
 * Sends what a business system asks for under a key: the very steps that people take with a draft. The same request is
 * answered the same; the database takes the key with the order in one transaction, so that no crash makes a second fax.
 * What is refused frees its key: nothing was sent.
 * @throws KuvertError `idempotency-key-reused`, `request-running`; `not-found` of a contact or message; what the steps throw,
 *   with `details.document` from 1 where one document is to blame
 */
export const sendBySystem =
  (deps: SystemSendDeps) =>
  async (client: ApiClient, request: SystemRequest, signal: AbortSignal): Promise<Sending> => {
    const { database, randomness } = deps;
    await forget(deps, client);
    const fingerprintOf = fingerprintOfContent(request);
    const claim = await database.transaction(
      (transaction) =>
        claimRequest(transaction, randomness, {
          client: client.person,
          key: request.key,
          fingerprintOf,
          leaseMs,
        }),
      scopeOf(client),
    );
    if (claim.kind === 'sent') return deps.read(client, claim.orderId);
    await deps.steps('claimed');
    try {
      return await send(deps, client, claim.requestId, request, signal);
    } catch (error) {
      await letGo(deps, client, claim.requestId).catch(deps.events.requestNotFreed);
      throw error;
    }
  };

const send = async (
  deps: SystemSendDeps,
  client: ApiClient,
  requestId: string,
  { order, files }: SystemRequest,
  signal: AbortSignal,
): Promise<Sending> => {
  const draft = await begin(deps, client, requestId, order);
  await deps.steps('begun');
  const written = await write(deps, client, draft, order);
  await deps.steps('written');
  const attached = await attachAll(deps, client, written, files, signal);
  await deps.steps('attached');
  const blamed = attached.attachments.map(({ id }) => id);
  const prepared = await deps
    .prepare(client, draft.id, attached.version, signal)
    .catch((error: unknown) => {
      const attachment = error instanceof KuvertError ? error.details?.['attachment'] : undefined;
      throw attachment === undefined ? error : blaming(error, blamed.indexOf(String(attachment)));
    });
  await deps.steps('prepared');
  const { lastDigits } = order;
  const sent = await deps.send(client, draft.id, { version: prepared.version, lastDigits });
  await deps.steps('sent');
  return sent;
};

/** The request's draft; of a process that died over it, without what that one had attached. */
const begin = async (
  { create, detach }: SystemSendDeps,
  client: ApiClient,
  requestId: string,
  { replyTo, language, reference }: SystemOrder,
): Promise<Draft> => {
  let draft = await create(client, {
    ...{ departmentId: client.departmentId, requestId, replyTo, language, reference },
  });
  for (const { id } of draft.attachments) draft = await detach(client, draft.id, id);
  return draft;
};

const write = async (
  { change, openContact }: SystemSendDeps,
  client: ApiClient,
  draft: Draft,
  { to, contactId, recipientName, subject, message, cover, language, resolution }: SystemOrder,
): Promise<Draft> => {
  const contact = contactId === undefined ? undefined : await openContact(client, contactId);
  if (contact?.removed === true) throw new KuvertError('not-found', 'the contact was removed');
  return change(client, draft.id, {
    version: draft.version,
    to: to ?? contact?.number.full ?? draft.to?.full ?? null,
    recipientName: recipientName || (contact?.name ?? ''),
    ...{ subject, message, cover, language, resolution },
    // the router's choice
    wishesFax: false,
  });
};

const attachAll = async (
  { attach }: SystemSendDeps,
  client: ApiClient,
  written: Draft,
  files: readonly Upload[],
  signal: AbortSignal,
): Promise<Draft> => {
  let draft = written;
  for (const [index, file] of files.entries())
    draft = await attach(client, draft.id, file, signal).catch((error: unknown) => {
      throw blaming(error, index);
    });
  return draft;
};

/** Says which document it was, from 1, in place of an id that the system doesn't know. */
const blaming = (error: unknown, index: number): unknown =>
  error instanceof KuvertError && error.kind !== 'fault' && index >= 0
    ? new KuvertError(error.code, error.message, { cause: error, details: { document: index + 1 } })
    : error;

/** Nothing was sent, and nothing stays. What was sent after all is left alone by both steps. */
const letGo = async (
  { database, discard }: SystemSendDeps,
  client: ApiClient,
  requestId: string,
): Promise<void> => {
  const draft = await database.transaction(
    (transaction) => findDraftOf(transaction, requestId),
    scopeOf(client),
  );
  if (draft !== undefined) await discard(client, draft);
  await database.transaction((transaction) => freeRequest(transaction, requestId), scopeOf(client));
};

const forget = async (deps: SystemSendDeps, client: ApiClient): Promise<void> => {
  const abandoned = await deps.database.transaction(
    (transaction) => forgetOldRequests(transaction, client.person),
    scopeOf(client),
  );
  for (const requestId of abandoned)
    await letGo(deps, client, requestId).catch(deps.events.requestNotFreed);
};

const fingerprintOfContent = ({ order, files }: SystemRequest) => {
  const content = JSON.stringify([
    Object.entries(order).toSorted(([one], [other]) => (one < other ? -1 : 1)),
    files.map(({ name, bytes }) => [name ?? null, sha256Hex(bytes)]),
  ]);
  return (requestId: string): string =>
    createHash('sha256').update(`${requestId} ${content}`).digest('base64url');
};
