import type { FaxEngine } from '@kuvert/fax-document/engine';
import { filedOrRemoved, removeUnused } from '@kuvert/platform/documents/remove-unused';
import { readRoomKey } from '@kuvert/platform/documents/room-rows';
import {
  sealAndStoreAll,
  type PlainDocument,
  type SealAndStoreDeps,
} from '@kuvert/platform/documents/seal-and-store';
import type { DepartmentKey } from '@kuvert/platform/documents/stored-document';
import type { Database } from '@kuvert/platform/postgres/database';
import { sealText } from '@kuvert/platform/vault/sealed-text';
import type { Clock } from '@kuvert/shared/clock';
import { dayIn } from '@kuvert/shared/day';
import { KuvertError } from '@kuvert/shared/errors';
import { asId, newId, type PersonId, type Randomness } from '@kuvert/shared/ids';
import { meets } from '@kuvert/shared/level-of-assurance';
import type { PartnerDetails, RoomLetter } from '@kuvert/shared/partners/sealed-parts';
import type { Recipient } from '@kuvert/shared/ports/vault';
import { mayBeAnswerBy, type AskedReferral } from '@kuvert/shared/referrals/answer-by';

import { fileFromRoom, type FiledFromRoom } from '../../store/file-from-room.ts';
import { notFound } from '../../store/not-found.ts';
import { auditInRoom } from '../../store/room-audit.ts';
import { readDepartments, readFunctions } from '../../store/room-messages.ts';
import { makePages, type WrittenFile } from './make-pages.ts';
import { scopeOf, type Visitor } from './visitor.ts';

export interface SendFromRoomDeps extends SealAndStoreDeps {
  /** The role `kuvert_room`'s. */
  readonly database: Database;
  readonly clock: Clock;
  readonly timeZone: string;
  readonly randomness: Randomness;
  readonly recovery: Recipient;
  readonly engine: Pick<FaxEngine, 'toPdf' | 'toFax' | 'join'>;
}

/** What somebody of a partner wrote, as the page's form has it. */
export interface WrittenInRoom {
  /** Made with the form: sent twice it is one message. */
  readonly id: string;
  readonly functionId: string;
  readonly departmentId: string;
  /** Its own id for a new one. */
  readonly conversationId: string;
  /** The department's message that it answers. */
  readonly answers: string | null;
  readonly label: string;
  /** Null: it is none. */
  readonly referral: AskedReferral | null;
  readonly text: string;
  /** In their order; none: the text alone. */
  readonly files: readonly WrittenFile[];
}

/**
 * Sends it: made into pages, sealed for the department and for the function, stored, read back and filed before this
 * resolves.
 * @throws KuvertError `not-found`; `login-too-weak` for the department; `answer-by-wrong` for a day that isn't within two years; `message-sent-before` when its id has another content; `rate-limited` beyond the
 *   partner's share of a day; `attachment-…`; what sealing and storing throw
 */
export const sendFromRoom =
  (deps: SendFromRoomDeps) =>
  async (
    who: Visitor & { readonly name: string },
    written: WrittenInRoom,
    signal: AbortSignal,
  ): Promise<void> => {
    checkAnswerBy(deps, written);
    const keys = await readKeys(deps, who, written);
    const at = deps.clock.now();
    const messageId = newId<'message'>(deps.randomness);
    const made = await makePages(deps.engine, written, { messageId, at }, signal);
    const documents = await sealAndStoreAll(deps)(made.documents, keys.department, signal);
    const pdf = made.documents.filter(isPdf);
    const roomDocuments = await sealAndStoreAll<'pdf'>(deps)(pdf, keys.room, signal).catch(
      async (error: unknown) => {
        await removeUnused(deps, documents);
        throw error;
      },
    );
    const all = [...documents, ...roomDocuments];
    const sealed = await sealDetails(deps, who, written, keys, made.pagesOf);
    const outcome = await filedOrRemoved(deps, all, () =>
      file(deps, who, {
        ...{ ...written, messageId, at, documents, roomDocuments, ...sealed },
        keyId: keys.department.id,
        roomKeyId: keys.room.id,
        pages: made.pages,
        intake: made.intake,
        contentSha256: contentHash(deps, written),
      }),
    );
    if (outcome !== 'filed') await removeUnused(deps, all);
    if (outcome === 'not-found') throw notFound();
    if (outcome === 'other-content')
      throw new KuvertError('message-sent-before', 'something else was sent under this id');
    if (outcome === 'too-many')
      throw new KuvertError('rate-limited', 'as many messages as the partner may send in a day');
  };

const checkAnswerBy = (
  { clock, timeZone }: SendFromRoomDeps,
  { referral }: WrittenInRoom,
): void => {
  const answerBy = referral?.answerBy ?? null;
  if (answerBy !== null && !mayBeAnswerBy(answerBy, dayIn(clock.now(), timeZone)))
    throw new KuvertError('answer-by-wrong', 'an answer is wanted within two years');
};

const contentHash = (
  { digest }: Pick<SendFromRoomDeps, 'digest'>,
  { files, ...written }: WrittenInRoom,
): string => {
  const attached = files.map(({ name, bytes }) => ({ name, sha256: digest(bytes) }));
  return digest(Buffer.from(JSON.stringify({ ...written, attached })));
};

interface Keys {
  readonly department: DepartmentKey;
  readonly room: DepartmentKey;
}

/** Before anything is converted: both are the person's to write for and to. @throws KuvertError `not-found` */
const readKeys = (
  { database, clock, timeZone }: SendFromRoomDeps,
  visitor: Visitor,
  { functionId, departmentId }: WrittenInRoom,
): Promise<Keys> =>
  database.transaction(async (transaction) => {
    const functions = await readFunctions(transaction);
    const departments = await readDepartments(transaction, dayIn(clock.now(), timeZone));
    const department = departments.find(({ id }) => id === departmentId);
    if (!department || !functions.some(({ id }) => id === functionId)) throw notFound();
    if (!meets(visitor.loa, department.demands))
      throw new KuvertError('login-too-weak', 'the department demands a stronger login');
    return { department: department.key, room: await readRoomKey(transaction, functionId) };
  }, scopeOf(visitor));

const isPdf = (document: PlainDocument): document is PlainDocument<'pdf'> =>
  document.kind === 'pdf';

/** The root under which a department sees who wrote it: a reference, nothing is addressed by it. */
const personRoot = 'urn:kuvert:room-person';

const sealDetails = async (
  { recovery }: SendFromRoomDeps,
  { person, name }: { readonly person: PersonId; readonly name: string },
  { label, referral, text, files: written }: WrittenInRoom,
  keys: Keys,
  pagesOf: readonly number[],
): Promise<Pick<FiledFromRoom, 'details' | 'roomDetails'>> => {
  const files = written.map(({ name: own }, at) => ({ name: own, pages: pagesOf[at] ?? 0 }));
  const details: PartnerDetails = {
    ...(referral ? { kind: 'referral' } : {}),
    label,
    recipientPersons: [],
    senderPersons: [{ root: personRoot, extension: person, label: name }],
    references: [],
    texts: text === '' ? [] : [text],
    files,
  };
  const letter: RoomLetter = { label, text, writer: name, references: [], files };
  return {
    details: await sealText(JSON.stringify(details), [keys.department.recipient, recovery]),
    roomDetails: await sealText(JSON.stringify(letter), [keys.room.recipient, recovery]),
  };
};

const file = (
  { database }: SendFromRoomDeps,
  visitor: Visitor,
  filed: FiledFromRoom,
): ReturnType<typeof fileFromRoom> =>
  database.transaction(async (transaction) => {
    const outcome = await fileFromRoom(transaction, filed);
    if (outcome === 'filed')
      await auditInRoom(transaction, {
        person: visitor.person,
        action: 'room-send',
        departmentId: filed.departmentId,
        detail: `message ${asId<'message'>(filed.messageId)}`,
      });
    return outcome;
  }, scopeOf(visitor));
