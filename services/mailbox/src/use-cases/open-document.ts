import { KuvertError } from '@kuvert/shared/errors';
import type { Clock } from '@kuvert/shared/clock';
import type { PersonId, Randomness } from '@kuvert/shared/ids';
import type { KeyProvider } from '@kuvert/shared/ports/keys';
import type { ObjectStore } from '@kuvert/shared/ports/object-store';
import type { Opener } from '@kuvert/shared/ports/vault';
import type { Database, Transaction } from '@kuvert/platform/postgres/database';
import type { Work } from '@kuvert/platform/work/work';

import { notifyMessage } from '../live/channel.ts';
import { audit, type AuditAction, type AuditedAct, type SystemAction } from '../store/audit.ts';
import { addOpened } from '../store/handling.ts';
import { notFound } from '../store/not-found.ts';
import { readSealedDocument, type SealedDocument, type WhichDocument } from '../store/opening.ts';
import { type Actor, scopeOf } from './actor.ts';

/** Which document a person asks for, and what for. */
export interface OpenRequest {
  readonly actor: Actor;
  readonly messageId: string;
  readonly which: WhichDocument;
  readonly action: Extract<AuditAction, 'page' | 'text' | 'download' | 'print'>;
  /** For a page alone, from 1. */
  readonly page?: number;
}

/** Only this module makes it: permission was checked and the audit row is committed. */
export interface Granted {
  readonly document: SealedDocument;
}

export interface GrantDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly randomness: Pick<Randomness, 'uuid'>;
}

/**
 * Checks that the person may open the document and commits the audit row, in one transaction, before anything is
 * read from the object store. That a person opened it for the first time stands in its timeline, too.
 * @throws KuvertError `not-found`; `audit-not-written`: then nothing may be released
 */
export const grantOpening =
  (deps: GrantDeps) =>
  ({ actor, messageId, which, action, page }: OpenRequest): Promise<Granted> =>
    audited(async () =>
      deps.database.transaction(async (transaction) => {
        const document = await readSealedDocument(transaction, messageId, which);
        if (page !== undefined && page > (document.pages ?? 0)) throw notFound();
        const { departmentId } = document;
        const { person } = actor;
        await noteOpened(deps, transaction, { person, messageId, departmentId });
        const detail = page === undefined ? undefined : `page ${page}`;
        await auditOpening(transaction, { person, action }, document, detail);
        return { document };
      }, scopeOf(actor)),
    );

/** The first time that a person opens something of a message stands in its timeline; browsers are told. */
export const noteOpened = async (
  { clock, randomness }: Omit<GrantDeps, 'database'>,
  transaction: Transaction,
  opened: {
    readonly person: PersonId;
    readonly messageId: string;
    readonly departmentId: string;
  },
): Promise<void> => {
  const { messageId, departmentId } = opened;
  if (await addOpened(transaction, randomness, { ...opened, at: clock.now() }))
    await notifyMessage(transaction, { departmentId, messageId });
};

/** Which document of its message background work asks for, and what for. */
export interface SystemOpenRequest {
  /** Held, and about the message: it is what lets the system see it. */
  readonly work: Pick<Work, 'id' | 'leaseId' | 'subject'>;
  /** Another message that the work may look at; its own unless given. */
  readonly messageId?: string;
  readonly which: WhichDocument;
  readonly action: SystemAction;
}

/**
 * Lets the system open a document of the message that held work is about, or of one that it has to be compared with:
 * as for people, the audit row is committed before anything is read. The database shows these messages and nothing
 * else, while the lease is held.
 * @throws KuvertError `not-found`, also when the lease was lost; `audit-not-written`: then nothing may be opened
 */
export const grantToSystem =
  (database: Database) =>
  ({ work, messageId = work.subject, which, action }: SystemOpenRequest): Promise<Granted> =>
    audited(async () =>
      database.transaction(
        async (transaction) => {
          const document = await readSealedDocument(transaction, messageId, which);
          await auditOpening(transaction, { person: null, action }, document);
          return { document };
        },
        { work },
      ),
    );

/** Nothing is released when the opening can't be written down. @throws KuvertError `audit-not-written` */
export const audited = async <T>(grant: () => Promise<T>): Promise<T> => {
  try {
    return await grant();
  } catch (cause) {
    if (cause instanceof KuvertError) throw cause;
    throw new KuvertError(
      'audit-not-written',
      "the opening can't be written down now, so nothing is opened",
      { cause },
    );
  }
};

const auditOpening = (
  transaction: Transaction,
  act: AuditedAct,
  { departmentId, messageId, id: documentId }: SealedDocument,
  detail?: string,
): Promise<void> =>
  audit(transaction, {
    ...act,
    departmentId,
    messageId,
    documentId,
    ...(detail === undefined ? {} : { detail }),
  });

export interface OpenDeps {
  readonly objects: ObjectStore;
  readonly keys: KeyProvider;
  readonly opener: Opener;
}

/** No fax document is near this size; a row that says otherwise is wrong. */
const maxPayloadBytes = 256 * 1024 * 1024;

/**
 * Opens what was granted.
 * @throws KuvertError `document-damaged`, `key-missing`, `key-locked`, `object-missing`, `object-store-failed`
 */
export const openGranted =
  (deps: OpenDeps) =>
  ({ document }: Granted): Promise<Uint8Array> =>
    openSealed(deps, document);

/** What it takes to open a document, but the payload and the master key. */
type ToBeOpened = Pick<SealedDocument, 'objectName' | 'header' | 'facts' | 'wrapped'>;

/** As {@link openGranted}, for whoever checked and audited otherwise. */
export const openSealed = async (
  { objects, keys, opener }: OpenDeps,
  document: ToBeOpened,
): Promise<Uint8Array> => {
  const { header, facts, wrapped } = document;
  if (wrapped === null)
    throw new KuvertError('key-missing', "the key that opens this document isn't there");
  if (facts.payloadSize > maxPayloadBytes)
    throw new KuvertError('document-damaged', 'the document is larger than a document can be');
  const payload = await fetchPayload(objects, document);
  return opener.open({ header, payload, facts }, await keys.unwrap(wrapped));
};

const fetchPayload = async (
  objects: ObjectStore,
  { objectName, facts }: ToBeOpened,
): Promise<Uint8Array> => {
  try {
    return await objects.get(objectName, facts.payloadSize);
  } catch (cause) {
    // larger than its row says: somebody changed it
    if (cause instanceof KuvertError && cause.code === 'body-too-large')
      throw new KuvertError('document-damaged', 'the stored payload is too large', { cause });
    throw cause;
  }
};
