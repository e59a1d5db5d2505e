import type { Work } from '@kuvert/platform/work/work';
import { showNumber } from '@kuvert/shared/phone';

import { confirmationText, type ConfirmationText } from '../documents/confirmation-words.ts';
import { readConfirmationTask, type ConfirmationTask } from '../store/own-orders.ts';
import {
  ownLanguage,
  putOff,
  readOwnKeys,
  sendOwnOrder,
  type OwnKeys,
  type OwnOrderDeps,
} from './own-order.ts';

interface Ready {
  readonly task: ConfirmationTask & { readonly to: string; readonly from: string };
  readonly address: ReturnType<typeof faxAt>;
  readonly keys: OwnKeys;
}

const faxAt = (number: string) => ({ channel: 'fax', number }) as const;

/** Until the machine has said whether a fax is a resend. */
const laterMs = 60_000;

/**
 * Tells a verified contact by fax that its fax came, or that a person has taken it: time, pages and damage are known
 * without opening anything.
 */
export const confirmMessage =
  (deps: OwnOrderDeps) =>
  async (work: Work, signal: AbortSignal): Promise<void> => {
    const ready = await readReady(deps, work);
    if (!ready) return;
    const { task, address, keys } = ready;
    const order = {
      ...{ ...task, ...textOf(deps, ready, work), keys },
      address,
      // it was chosen by nobody: a confirmation is for who faxes
      reason: null,
      action: 'confirm',
      tells: task.confirms,
      nextAt: null,
    } as const;
    await sendOwnOrder(deps)(work, order, signal);
  };

/** Undefined where nothing is to be sent now; the work is ended then, or waits. */
const readReady = (deps: OwnOrderDeps, work: Work): Promise<Ready | undefined> =>
  deps.database.transaction(
    async (transaction) => {
      const task = await readConfirmationTask(transaction);
      const address = task?.verdict === 'go' && task.to !== null && faxAt(task.to);
      const keys = address && (await readOwnKeys(transaction, task.departmentId, address));
      if (task?.from == null || !address || !keys) {
        const isLater = task?.verdict === 'later';
        const nextAt = isLater ? new Date(deps.clock.now().getTime() + laterMs) : null;
        await putOff(transaction, deps, work, nextAt, isLater ? undefined : task?.verdict);
        return undefined;
      }
      return { task: { ...task, to: address.number, from: task.from }, address, keys };
    },
    { work },
  );

const textOf = (
  { country, timeZone }: Pick<OwnOrderDeps, 'country' | 'timeZone'>,
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
  return confirmationText(ownLanguage(country), {
    ...{ confirms, damaged, partial, ourNumber },
    time: format.format(receivedAt),
    takenTime: confirms === 'taken' && takenAt !== null ? format.format(takenAt) : null,
    pages: pages ?? 0,
    // the start of what stands in the message's address; random
    reference: work.subject.slice(0, 8).toUpperCase(),
    telephone: callBack ?? ourNumber,
  });
};
