import { openParsed } from '@kuvert/platform/vault/sealed-text';
import type { Database } from '@kuvert/platform/postgres/database';
import type { Clock } from '@kuvert/shared/clock';
import { dayIn } from '@kuvert/shared/day';
import { KuvertError } from '@kuvert/shared/errors';
import { meets } from '@kuvert/shared/level-of-assurance';
import { RoomLetter } from '@kuvert/shared/partners/sealed-parts';
import type { KeyProvider, WrappedIdentity } from '@kuvert/shared/ports/keys';

import type {
  GuardedConversation,
  OpenedConversation,
  RoomConversations,
  RoomDepartment,
  RoomFunction,
  RoomMessage,
} from '#api';
import { notFound } from '../../store/not-found.ts';
import { auditInRoom } from '../../store/room-audit.ts';
import {
  noteOpenedInRoom,
  readConversation,
  readConversations,
  readDemand,
  readDepartments,
  readFunctions,
  readNewest,
  readRoomDocument,
  readWrappedIdentities,
  type SealedRoomDocument,
  type SealedRoomMessage,
} from '../../store/room-messages.ts';
import { identityOf } from '../draft-view.ts';
import { audited } from '../open-document.ts';
import { scopeOf, type Visitor } from './visitor.ts';

export interface ReadRoomDeps {
  /** The role `kuvert_room`'s. */
  readonly database: Database;
  readonly clock: Clock;
  readonly keys: KeyProvider;
  readonly timeZone: string;
}

/** Conversations on a page. */
const onPage = 50;
/** A conversation is never this long; more would help nobody. */
const mostMessages = 100;

export interface RoomReader {
  /** For whom the person speaks, and to whom they may write. */
  place(visitor: Visitor): Promise<{
    readonly functions: readonly RoomFunction[];
    readonly departments: readonly RoomDepartment[];
  }>;
  /** Nothing of them is opened. `before`: where a page before ended. */
  list(visitor: Visitor, before: Date | null): Promise<RoomConversations>;
  /**
   * What stands in it, opened and audited; guarded where its department demands a stronger login.
   * @throws KuvertError `not-found`, `audit-not-written`, `document-damaged`
   */
  open(visitor: Visitor, conversation: string): Promise<OpenedConversation | GuardedConversation>;
  /** Changes with whatever comes or is taken. */
  newest(visitor: Visitor): Promise<string>;
}

export const createRoomReader = (deps: ReadRoomDeps): RoomReader => {
  const { database, clock, timeZone } = deps;
  return {
    place: (visitor) =>
      database.transaction(
        async (transaction) => ({
          functions: await readFunctions(transaction),
          departments: (await readDepartments(transaction, dayIn(clock.now(), timeZone))).map(
            ({ id, name, closedUntil, demands }) => ({ id, name, closedUntil, demands }),
          ),
        }),
        scopeOf(visitor),
      ),
    list: (visitor, before) =>
      database.transaction(async (transaction) => {
        const found = await readConversations(
          transaction,
          before,
          onPage + 1,
          dayIn(clock.now(), timeZone),
        );
        const conversations = found.slice(0, onPage);
        const older = found.length > onPage ? conversations.at(-1)?.at.toISOString() : undefined;
        return { conversations, older: older ?? null };
      }, scopeOf(visitor)),
    open: async (visitor, conversation) => {
      const demand = await database.transaction(
        (transaction) => readDemand(transaction, conversation),
        scopeOf(visitor),
      );
      if (demand && !meets(visitor.loa, demand.demands))
        return { kind: 'guarded', id: conversation, ...demand };
      const granted = await grantConversation(deps, visitor, conversation);
      return openConversation(deps, conversation, granted);
    },
    newest: (visitor) => database.transaction(readNewest, scopeOf(visitor)),
  };
};

/** What a conversation's page shows besides its messages. */
type Beside = Pick<OpenedConversation, 'functionName' | 'closedUntil'>;

/** What is opened of a conversation, and by what. */
interface Sealed {
  readonly sealed: readonly [SealedRoomMessage, ...SealedRoomMessage[]];
  readonly wrapped: readonly WrappedIdentity[];
}

const grantConversation = (
  { database, clock, timeZone }: ReadRoomDeps,
  visitor: Visitor,
  conversation: string,
): Promise<Beside & Sealed> =>
  audited(() =>
    database.transaction(async (transaction) => {
      const today = dayIn(clock.now(), timeZone);
      const [first, ...others] = await readConversation(
        transaction,
        conversation,
        mostMessages,
        today,
      );
      if (!first) throw notFound();
      const functions = await readFunctions(transaction);
      const departments = await readDepartments(transaction, today);
      await noteOpenedInRoom(transaction, conversation, clock.now());
      await auditInRoom(transaction, {
        person: visitor.person,
        action: 'room-details',
        departmentId: first.departmentId,
        detail: `conversation ${conversation}`,
      });
      const own = functions.find(({ id }) => id === first.functionId);
      const { departmentId } = others.at(-1) ?? first;
      const department = departments.find(({ id }) => id === departmentId);
      return {
        sealed: [first, ...others],
        wrapped: await readWrappedIdentities(transaction, first.functionId),
        functionName: own?.name ?? '',
        closedUntil: department?.closedUntil ?? null,
      };
    }, scopeOf(visitor)),
  );

const openConversation = async (
  deps: ReadRoomDeps,
  id: string,
  { sealed, wrapped, ...beside }: Beside & Sealed,
): Promise<OpenedConversation> => {
  const identities = await Promise.all(wrapped.map((each) => identityOf(deps, each)));
  if (identities.length === 0)
    throw new KuvertError('key-missing', "the function's keys aren't there");
  const messages: RoomMessage[] = [];
  for (const { details, at, takenAt, answeredAt, ...message } of sealed) {
    const { label, text, writer, files } = await openParsed(details, identities, RoomLetter);
    messages.push({
      ...{ id: message.id, isOurs: message.isOurs, department: message.department },
      referral: message.referral,
      ...{ label, text, writer, files, pages: message.pages },
      at: at.toISOString(),
      takenAt: takenAt?.toISOString() ?? null,
      answeredAt: answeredAt?.toISOString() ?? null,
    });
  }
  const last = sealed.at(-1) ?? sealed[0];
  return {
    ...{ kind: 'opened', id, ...beside, messages },
    functionId: last.functionId,
    departmentId: last.departmentId,
    department: last.department,
    label: messages[0]?.label ?? '',
    answers: sealed.findLast(({ isOurs }) => !isOurs)?.id ?? null,
  };
};

/** Only this module makes it: permission was checked and the audit row is committed. */
export interface GrantedInRoom {
  readonly document: SealedRoomDocument;
}

/**
 * Checks that the person may open the pages and commits the audit row, before anything is read from the object store.
 * @throws KuvertError `not-found`, `audit-not-written`
 */
export const grantRoomDocument =
  ({ database }: Pick<ReadRoomDeps, 'database'>) =>
  (
    visitor: Visitor,
    messageId: string,
    what: { readonly page: number } | 'download',
  ): Promise<GrantedInRoom> =>
    audited(() =>
      database.transaction(async (transaction) => {
        const document = await readRoomDocument(transaction, messageId);
        if (what !== 'download' && what.page > document.pages) throw notFound();
        await auditInRoom(transaction, {
          person: visitor.person,
          action: what === 'download' ? 'room-download' : 'room-page',
          departmentId: document.departmentId,
          documentId: document.id,
          ...(what === 'download' ? {} : { detail: `page ${what.page}` }),
        });
        return { document };
      }, scopeOf(visitor)),
    );
