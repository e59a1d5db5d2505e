import { filedOrRemoved, removeUnused } from '@kuvert/platform/documents/remove-unused';
import { insertDocuments } from '@kuvert/platform/documents/document-rows';
import { sealAndStoreAll, type SealAndStoreDeps } from '@kuvert/platform/documents/seal-and-store';
import type { DepartmentKey, StoredDocument } from '@kuvert/platform/documents/stored-document';
import type { Database, Transaction } from '@kuvert/platform/postgres/database';
import { sealText } from '@kuvert/platform/vault/sealed-text';
import type { Clock } from '@kuvert/shared/clock';
import { KuvertError } from '@kuvert/shared/errors';
import { newId, type ObjectName, type PersonId } from '@kuvert/shared/ids';

import type { Message, OtherDepartment } from '#api';
import { notifyMessage } from '../live/channel.ts';
import { audit } from '../store/audit.ts';
import {
  isAvailable,
  readAllDepartments,
  readKeyToForwardTo,
  writeForwarding,
  type Forwarding,
} from '../store/forwarding.ts';
import { forwardConcern, readSealedConcern, type SealedConcern } from '../store/concerns.ts';
import { byName } from '../store/by-name.ts';
import { lockHandling } from '../store/handling.ts';
import { readMessage } from '../store/message.ts';
import { notFound } from '../store/not-found.ts';
import { isOpenedThere } from '../store/restrictions.ts';
import { readSealedDocuments, type SealedDocument } from '../store/opening.ts';
import {
  forwardPartnerDetails,
  readSealedPartnerDetails,
  type SealedPartnerDetails,
} from '../store/partner-details.ts';
import type { Country } from '../store/summary.ts';
import { type Actor, scopeOf } from './actor.ts';
import { openConcern } from './concerns.ts';
import { audited, openSealed, type OpenDeps } from './open-document.ts';
import { openPartnerDetails } from './open-partner-details.ts';
import { reportMessageOnce, tellOfIncident } from './report-incident.ts';
import { refuseForwarding } from './transitions.ts';

export interface ForwardDeps extends Omit<SealAndStoreDeps, 'steps'>, OpenDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly country: Country;
}

/** Which message a person sends on, and where to. */
export interface ForwardRequest {
  readonly messageId: string;
  readonly departmentId: string;
  readonly reason?: string | undefined;
  /** It came to a wrong recipient, which is reported. */
  readonly incident: boolean;
}

/** The machine may file a text between opening and filing; it does so once. */
const tries = 3;

/**
 * Sends a message on to the department that it is for. Its documents are opened, sealed anew for that department and
 * filed there as a message of its own; in the same transaction those of the first one go, and with them its access to
 * pages and text.
 * @throws KuvertError `not-found`, `already-taken`, `already-done`, `not-forwardable`, `nobody-to-open-it`, and what opening and sealing throw
 */
export const forwardMessage =
  (deps: ForwardDeps) =>
  async (
    actor: Actor,
    request: ForwardRequest,
    signal: AbortSignal = new AbortController().signal,
  ): Promise<Message> => {
    for (let left = tries; left > 0; left -= 1) {
      const message = await forwardOnce(deps, actor, request, signal);
      if (message) return message;
    }
    throw new KuvertError('not-forwardable', 'the message keeps changing');
  };

/** Undefined when the message's documents changed in between. */
const forwardOnce = async (
  deps: ForwardDeps,
  actor: Actor,
  request: ForwardRequest,
  signal: AbortSignal,
): Promise<Message | undefined> => {
  const { key, documents, partner, concern } = await grant(deps.database, actor, request);
  const sealed = await sealAnew(deps, documents, key, signal);
  const details = partner && (await sealDetailsAnew(deps, partner, key));
  const concerned = concern && (await sealConcernAnew(deps, concern, key));
  const forwarding = {
    messageId: request.messageId,
    to: request.departmentId,
    newId: newId<'message'>(deps.randomness),
    documentIds: documents.map(({ id }) => id),
    reason: request.reason,
    at: deps.clock.now(),
  };
  const filed = await filedOrRemoved(deps, sealed, () =>
    deps.database.transaction(
      (transaction) =>
        file(
          deps,
          transaction,
          actor.person,
          forwarding,
          { documents: sealed, details, concerned },
          request.incident,
        ),
      scopeOf(actor),
    ),
  );
  await removeUnused(deps, filed ? filed.left : sealed);
  return filed?.message;
};

interface Grant {
  readonly key: DepartmentKey;
  readonly documents: readonly SealedDocument[];
  /** Undefined for what no partner sent. */
  readonly partner: SealedPartnerDetails | undefined;
  /** Undefined where nobody was asked whom it concerns. */
  readonly concern: SealedConcern | undefined;
}

/** As whenever a document is opened: allowed and audited before anything is read from the object store. */
const grant = (
  database: Database,
  actor: Actor,
  { messageId, departmentId: to }: ForwardRequest,
): Promise<Grant> =>
  audited(() =>
    database.transaction(async (transaction) => {
      const departmentId = await mayForward(transaction, actor.person, messageId);
      const documents = await readSealedDocuments(transaction, messageId);
      const partner = await readSealedPartnerDetails(transaction, messageId);
      const concern = await readSealedConcern(transaction, messageId);
      const key = await readKeyToForwardTo(transaction, to);
      if (to === departmentId || !(await isAvailable(transaction, messageId)))
        throw new KuvertError('not-forwardable', 'there is nothing to forward there');
      if (!(await isOpenedThere(transaction, messageId, to)))
        throw new KuvertError(
          'nobody-to-open-it',
          'it is restricted, and nobody there would open it',
        );
      await audit(transaction, {
        person: actor.person,
        action: 'forward',
        departmentId,
        messageId,
        detail: `department ${to}`,
      });
      return { key, documents, partner, concern };
    }, scopeOf(actor)),
  );

/** Gives the department that has it. */
const mayForward = async (
  transaction: Transaction,
  person: PersonId,
  messageId: string,
): Promise<string> => {
  const locked = await lockHandling(transaction, messageId);
  if (!locked) throw notFound();
  refuseForwarding({ current: locked.handling, byName: locked.byName, me: person });
  return locked.departmentId;
};

const sealAnew = async (
  deps: ForwardDeps,
  documents: readonly SealedDocument[],
  key: DepartmentKey,
  signal: AbortSignal,
): Promise<readonly StoredDocument[]> => {
  const plain = [];
  for (const document of documents) {
    const { kind, place, mediaType } = document;
    plain.push({ kind, place, mediaType, bytes: await openSealed(deps, document) });
  }
  return sealAndStoreAll({ ...deps, steps: () => Promise.resolve() })(plain, key, signal);
};

/** What is sealed for the department that it goes to. */
interface SealedAnew {
  readonly documents: readonly StoredDocument[];
  readonly details: { readonly keyId: string; readonly details: Uint8Array } | undefined;
  readonly concerned: { readonly keyId: string; readonly sealed: Uint8Array | null } | undefined;
}

const sealDetailsAnew = async (
  deps: ForwardDeps,
  partner: SealedPartnerDetails,
  key: DepartmentKey,
): Promise<SealedAnew['details']> => {
  const details = await openPartnerDetails(deps, partner);
  if (!details) return undefined;
  const sealed = await sealText(JSON.stringify(details), [key.recipient, deps.recovery]);
  return { keyId: key.id, details: sealed };
};

const sealConcernAnew = async (
  deps: ForwardDeps,
  concern: SealedConcern,
  key: DepartmentKey,
): Promise<SealedAnew['concerned']> => {
  const number = await openConcern(deps, concern);
  const sealed = number === null ? null : await sealText(number, [key.recipient, deps.recovery]);
  return { keyId: key.id, sealed };
};

interface Filed {
  readonly message: Message;
  /** What no row names any more. */
  readonly left: readonly { readonly objectName: ObjectName }[];
}

/** The audit rows are last, since they hold a lock. */
const file = async (
  deps: ForwardDeps,
  transaction: Transaction,
  person: PersonId,
  forwarding: Forwarding,
  sealed: SealedAnew,
  isIncident: boolean,
): Promise<Filed | undefined> => {
  const { messageId, to, newId: id, at } = forwarding;
  const departmentId = await mayForward(transaction, person, messageId);
  // before the documents are gone, whose hashes it keeps
  const reported = isIncident
    ? await reportMessageOnce(deps, transaction, { person, departmentId, messageId, at })
    : undefined;
  const left = await writeForwarding(transaction, forwarding);
  if (left === undefined) return undefined;
  await insertDocuments(transaction, { messageId: id, departmentId: to }, sealed.documents, at);
  if (sealed.details)
    await forwardPartnerDetails(transaction, { messageId: id, ...sealed.details });
  if (sealed.concerned) await forwardConcern(transaction, { messageId: id, ...sealed.concerned });
  await notifyMessage(transaction, { departmentId, messageId });
  await notifyMessage(transaction, { departmentId: to, messageId: id });
  const message = await readMessage(transaction, messageId, deps.country);
  await tellOfIncident(transaction, person, reported);
  await audit(transaction, {
    person,
    action: 'forwarded',
    departmentId,
    messageId,
    detail: `message ${id}`,
  });
  await audit(transaction, {
    person,
    action: 'forwarded-here',
    departmentId: to,
    messageId: id,
    detail: `message ${messageId}`,
  });
  return { message, left };
};

/** Where messages can be sent on to, as people in the country sort names. */
export const listDepartments =
  ({ database, country }: Pick<ForwardDeps, 'database' | 'country'>) =>
  async (actor: Actor): Promise<readonly OtherDepartment[]> => {
    const all = await database.transaction(readAllDepartments, scopeOf(actor));
    return all.toSorted(byName(country));
  };
