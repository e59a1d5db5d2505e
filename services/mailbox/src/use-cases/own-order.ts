import type { FaxEngine } from '@kuvert/fax-document/engine';
import { readActiveKey } from '@kuvert/platform/documents/document-rows';
import { filedOrRemoved, removeUnused } from '@kuvert/platform/documents/remove-unused';
import { readRoomKey } from '@kuvert/platform/documents/room-rows';
import { sealAndStoreAll, type SealAndStoreDeps } from '@kuvert/platform/documents/seal-and-store';
import type { DepartmentKey } from '@kuvert/platform/documents/stored-document';
import type { Database, Transaction } from '@kuvert/platform/postgres/database';
import { sealText } from '@kuvert/platform/vault/sealed-text';
import { endWork, postponeWork, type Work } from '@kuvert/platform/work/work';
import type { Clock } from '@kuvert/shared/clock';
import { newId, type Randomness } from '@kuvert/shared/ids';
import { envelopeOf, type RoomLetter } from '@kuvert/shared/partners/sealed-parts';
import { showNumber } from '@kuvert/shared/phone';
import { isPartnerAddress, recipientName, type Address } from '@kuvert/shared/routing/address';
import type { RoutingReason } from '@kuvert/shared/routing/choose-channel';

import { audit, type SystemAction } from '../store/audit.ts';
import { insertOwnOrder } from '../store/own-orders.ts';
import type { SendMediaType, StoredSendDocument } from '../store/send-documents.ts';
import { readOutboundKey } from '../store/service-keys.ts';
import type { Country } from '../store/summary.ts';
import { newSendingCode } from './sending-code.ts';

export interface OwnOrderDeps extends SealAndStoreDeps<'outgoing'> {
  readonly database: Database;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly engine: Pick<FaxEngine, 'toFax'>;
  readonly country: Country;
  readonly timeZone: string;
  readonly organisation: string | undefined;
  readonly deadlineMs: number;
}

/** What Kuvert itself writes in the name of a department about the message of the held work, on one page. */
export interface OwnOrder {
  readonly departmentName: string;
  readonly callBack: string | null;
  /** E.164 */
  readonly to: string;
  readonly from: string;
  readonly address: Address;
  readonly reason: RoutingReason | null;
  readonly subject: string;
  readonly message: string;
  readonly keys: OwnKeys;
  /** How it stands in the audit. */
  readonly action: SystemAction;
  readonly tells: string;
  readonly departmentId: string;
  /** When the work is due again; null: it ends with the order. */
  readonly nextAt: Date | null;
}

/** As whose message it stands in the room. */
const ownName = 'Kuvert';

/** For whom it is sealed. */
export interface OwnKeys {
  readonly department: DepartmentKey;
  readonly outbound: DepartmentKey;
  /** Of the function that opens it in the room; undefined: it goes another way. */
  readonly room: DepartmentKey | undefined;
}

/** In which language Kuvert writes to the house's senders. */
export const ownLanguage = (country: Country): 'sv' | 'da' => (country === 'DK' ? 'da' : 'sv');

/** Undefined while the house can't send. */
export const readOwnKeys = async (
  transaction: Transaction,
  departmentId: string,
  address: Address,
): Promise<OwnKeys | undefined> => {
  const outbound = await readOutboundKey(transaction);
  if (!outbound) return undefined;
  return {
    outbound,
    department: await readActiveKey(transaction, departmentId),
    room:
      address.channel === 'room' ? await readRoomKey(transaction, address.functionId) : undefined,
  };
};

/** The work ends, or is due again, saying why nothing was sent. */
export const putOff = (
  transaction: Transaction,
  { clock }: Pick<OwnOrderDeps, 'clock'>,
  work: Work,
  nextAt: Date | null,
  error?: string,
): Promise<void> =>
  nextAt === null
    ? endWork(transaction, work, error)
    : postponeWork(transaction, work, Math.max(nextAt.getTime() - clock.now().getTime(), 0), {
        fresh: true,
        ...(error === undefined ? {} : { error }),
      });

/**
 * Makes the page, seals it and puts it into outbound's queue. Nothing is opened. Idempotent; the database says whether it
 * may be, and makes each once.
 */
export const sendOwnOrder =
  (deps: OwnOrderDeps) =>
  async (work: Work, order: OwnOrder, signal: AbortSignal): Promise<void> => {
    const { subject, message, keys } = order;
    const made = {
      id: newId<'send-order'>(deps.randomness),
      code: newSendingCode(deps.randomness),
    };
    const document = await makePage(deps, order, made.code, signal);
    const readers = [keys.department.recipient, deps.recovery] as const;
    const contents = await sealText(
      JSON.stringify({ recipientName: '', subject, message }),
      readers,
    );
    const envelope = await sealEnvelope(deps, order);
    const isMade = await filedOrRemoved(deps, [document], () =>
      file(deps, work, order, { ...made, document, contents, envelope }),
    );
    if (!isMade) await removeUnused(deps, [document]);
  };

/** What stands on it for a partner: for outbound, or for the function that opens it in the room. */
const sealEnvelope = (
  { recovery }: OwnOrderDeps,
  { address, subject, keys }: OwnOrder,
): Promise<Uint8Array> | undefined => {
  if (!isPartnerAddress(address)) return undefined;
  const readers = [keys.department.recipient, recovery] as const;
  const envelope = envelopeOf(subject, undefined);
  if (!keys.room) return sealText(JSON.stringify(envelope), [keys.outbound.recipient, ...readers]);
  const { label, references } = envelope;
  const letter: RoomLetter = { label, references, text: '', writer: ownName, files: [] };
  return sealText(JSON.stringify(letter), [keys.room.recipient, ...readers]);
};

const file = (
  deps: OwnOrderDeps,
  work: Work,
  { address, reason, keys, action, tells, departmentId, nextAt }: OwnOrder,
  sealed: Pick<
    Parameters<typeof insertOwnOrder>[1],
    'id' | 'code' | 'document' | 'contents' | 'envelope'
  >,
): Promise<boolean> =>
  deps.database.transaction(
    async (transaction) => {
      const { timeZone, deadlineMs } = deps;
      const isMade = await insertOwnOrder(transaction, {
        ...{ ...sealed, address, reason, timeZone, deadlineMs },
        language: ownLanguage(deps.country),
        serviceKey: keys.outbound.id,
        at: deps.clock.now(),
      });
      await putOff(transaction, deps, work, nextAt);
      if (isMade)
        await audit(transaction, {
          ...{ person: null, action, departmentId, messageId: work.subject },
          detail: `sending ${sealed.id} ${tells}`,
        });
      return isMade;
    },
    { work },
  );

const makePage = async (
  deps: OwnOrderDeps,
  order: OwnOrder,
  code: string,
  signal: AbortSignal,
): Promise<StoredSendDocument> => {
  const { country, timeZone, organisation, clock } = deps;
  const { subject, message, keys, address } = order;
  const isFax = address.channel === 'fax';
  const number = showNumber(order.to, country).national;
  const cover = {
    locale: ownLanguage(country),
    kind: isFax ? ('fax' as const) : ('message' as const),
    to: isFax ? number : recipientName(address),
    toNumber: isFax ? number : undefined,
    ...{ organisation, code, timeZone, subject, message },
    from: order.departmentName,
    callBack: order.callBack ?? showNumber(order.from, country).national,
    date: clock.now(),
  };
  const fax = await deps.engine.toFax([], { resolution: 'fine', cover, signal });
  // two houses know a confirmation by its one page
  if (fax.pages.length !== 1) throw new Error('what Kuvert writes itself has one page');
  const seal = sealAndStoreAll<'outgoing', SendMediaType>(deps);
  const plain = { kind: 'outgoing', mediaType: 'image/tiff', bytes: fax.tiff } as const;
  const [document] = await seal([plain], keys.department, signal, [keys.outbound.recipient]);
  if (!document) throw new Error('nothing was sealed');
  return document;
};
