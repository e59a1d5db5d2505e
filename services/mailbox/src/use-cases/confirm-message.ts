import type { FaxEngine } from '@kuvert/fax-document/engine';
import { readActiveKey } from '@kuvert/platform/documents/document-rows';
import { filedOrRemoved, removeUnused } from '@kuvert/platform/documents/remove-unused';
import { sealAndStoreAll, type SealAndStoreDeps } from '@kuvert/platform/documents/seal-and-store';
import type { DepartmentKey } from '@kuvert/platform/documents/stored-document';
import type { Database } from '@kuvert/platform/postgres/database';
import { sealText } from '@kuvert/platform/vault/sealed-text';
import { endWork, postponeWork, type Work } from '@kuvert/platform/work/work';
import type { Clock } from '@kuvert/shared/clock';
import { newId, type Randomness } from '@kuvert/shared/ids';
import { showNumber } from '@kuvert/shared/phone';

import { confirmationText, type ConfirmationText } from '../documents/confirmation-words.ts';
import { audit } from '../store/audit.ts';
import {
  insertConfirmation,
  readConfirmationTask,
  type ConfirmationTask,
} from '../store/confirmations.ts';
import type { SendMediaType, StoredSendDocument } from '../store/send-documents.ts';
import { readOutboundKey } from '../store/service-keys.ts';
import type { Country } from '../store/summary.ts';
import { newSendingCode } from './sending-code.ts';

export interface ConfirmDeps extends SealAndStoreDeps<'outgoing'> {
  readonly database: Database;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly engine: Pick<FaxEngine, 'toFax'>;
  readonly country: Country;
  readonly timeZone: string;
  readonly organisation: string | undefined;
  readonly deadlineMs: number;
}

interface Ready {
  readonly task: ConfirmationTask & { readonly to: string; readonly from: string };
  readonly key: DepartmentKey;
  readonly outboundKey: DepartmentKey;
}

/** Until the machine has said whether a fax is a resend. */
const laterMs = 60_000;

/**
 * Tells a verified contact by fax that its fax came, or that a person has taken it. Nothing is opened: time, pages and
 * damage are known without. Idempotent; the database says whether it may be, and makes each once.
 */
export const confirmMessage =
  (deps: ConfirmDeps) =>
  async (work: Work, signal: AbortSignal): Promise<void> => {
    const ready = await readReady(deps, work);
    if (!ready) return;
    const text = textOf(deps, ready, work);
    const id = newId<'send-order'>(deps.randomness);
    const code = newSendingCode(deps.randomness);
    const document = await makePage(deps, ready, { ...text, code }, signal);
    const contents = JSON.stringify({ recipientName: '', ...text });
    const sealed = await sealText(contents, [ready.key.recipient, deps.recovery]);
    const order = { id, code, document, contents: sealed };
    const isMade = await filedOrRemoved(deps, [document], () => file(deps, work, ready, order));
    if (!isMade) await removeUnused(deps, [document]);
  };

const file = (
  deps: ConfirmDeps,
  work: Work,
  { task, outboundKey }: Ready,
  order: Pick<Parameters<typeof insertConfirmation>[1], 'id' | 'code' | 'document' | 'contents'>,
): Promise<boolean> =>
  deps.database.transaction(
    async (transaction) => {
      const made = await insertConfirmation(transaction, {
        ...order,
        language: languageOf(deps.country),
        serviceKey: outboundKey.id,
        deadlineMs: deps.deadlineMs,
        at: deps.clock.now(),
      });
      await endWork(transaction, work);
      if (made)
        await audit(transaction, {
          person: null,
          action: 'confirm',
          departmentId: task.departmentId,
          messageId: work.subject,
          detail: `sending ${order.id} ${task.confirms}`,
        });
      return made;
    },
    { work },
  );

/** Undefined where nothing is to be sent now; the work is ended then, or waits. */
const readReady = ({ database }: ConfirmDeps, work: Work): Promise<Ready | undefined> =>
  database.transaction(
    async (transaction) => {
      const task = await readConfirmationTask(transaction);
      if (task?.verdict === 'later') {
        await postponeWork(transaction, work, laterMs, { fresh: true });
        return undefined;
      }
      const outboundKey = await readOutboundKey(transaction);
      if (task?.verdict !== 'go' || task.to === null || task.from === null || !outboundKey) {
        await endWork(transaction, work, task?.verdict);
        return undefined;
      }
      const key = await readActiveKey(transaction, task.departmentId);
      return { task: { ...task, to: task.to, from: task.from }, key, outboundKey };
    },
    { work },
  );

const languageOf = (country: Country): 'sv' | 'da' => (country === 'DK' ? 'da' : 'sv');

const textOf = (
  { country, timeZone }: Pick<ConfirmDeps, 'country' | 'timeZone'>,
  { task }: Ready,
  work: Work,
): ConfirmationText => {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
  });
  const { confirms, takenAt, from, pages, damaged, partial, callBack, receivedAt } = task;
  const ourNumber = showNumber(from, country).national;
  return confirmationText(languageOf(country), {
    ...{ confirms, damaged, partial, ourNumber },
    time: format.format(receivedAt),
    takenTime: confirms === 'taken' && takenAt !== null ? format.format(takenAt) : null,
    pages: pages ?? 0,
    // the start of what stands in the message's address; random
    reference: work.subject.slice(0, 8).toUpperCase(),
    telephone: callBack ?? ourNumber,
  });
};

const makePage = async (
  deps: ConfirmDeps,
  { task, key, outboundKey }: Ready,
  { subject, message, code }: ConfirmationText & { readonly code: string },
  signal: AbortSignal,
): Promise<StoredSendDocument> => {
  const { country, timeZone, organisation, clock } = deps;
  const to = showNumber(task.to, country).national;
  const cover = {
    locale: languageOf(country),
    ...{ to, toNumber: to, organisation, code, timeZone, subject, message },
    from: task.departmentName,
    callBack: task.callBack ?? showNumber(task.from, country).national,
    date: clock.now(),
  };
  const fax = await deps.engine.toFax([], { resolution: 'fine', cover, signal });
  // two houses know a confirmation by its one page
  if (fax.pages.length !== 1) throw new Error('a confirmation has one page');
  const seal = sealAndStoreAll<'outgoing', SendMediaType>(deps);
  const plain = { kind: 'outgoing', mediaType: 'image/tiff', bytes: fax.tiff } as const;
  const [document] = await seal([plain], key, signal, [outboundKey.recipient]);
  if (!document) throw new Error('nothing was sealed');
  return document;
};
