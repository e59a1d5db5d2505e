import type { Transaction } from '@kuvert/platform/postgres/database';
import type { Work } from '@kuvert/platform/work/work';
import { dayIn } from '@kuvert/shared/day';
import { showNumber } from '@kuvert/shared/phone';
import { isPartnerAddress } from '@kuvert/shared/routing/address';
import type { Choice } from '@kuvert/shared/routing/choose-channel';

import { reminderText } from '../documents/reminder-words.ts';
import { readReminderTask, type ReminderTask } from '../store/own-orders.ts';
import { readRoute } from '../store/routes.ts';
import {
  ownLanguage,
  putOff,
  readOwnKeys,
  sendOwnOrder,
  type OwnKeys,
  type OwnOrderDeps,
} from './own-order.ts';

type Chosen = Extract<Choice, { kind: 'chosen' }>;

interface Ready {
  readonly task: ReminderTask & { readonly to: string; readonly from: string };
  readonly keys: OwnKeys;
  readonly choice: Chosen;
}

/**
 * Reminds the sender of a referral, in the name of the department and by the channel that an answer would go by: that
 * completion is missing, or that the department hasn't answered yet. It says nothing of the referral but when it came.
 */
export const remindSender =
  (deps: OwnOrderDeps) =>
  async (work: Work, signal: AbortSignal): Promise<void> => {
    const ready = await readReady(deps, work);
    if (!ready) return;
    const { task, keys, choice } = ready;
    const order = {
      ...{ ...task, ...textOf(deps, ready, work), keys },
      address: choice.address,
      reason: choice.reason,
      action: 'remind',
      tells: task.reminds,
    } as const;
    await sendOwnOrder(deps)(work, order, signal);
  };

/** Undefined where nothing is to be sent now; the work is ended then, or waits for the next reminder. */
const readReady = (deps: OwnOrderDeps, work: Work): Promise<Ready | undefined> =>
  deps.database.transaction(
    async (transaction) => {
      const task = await readReminderTask(transaction, deps.timeZone);
      if (!task) {
        await putOff(transaction, deps, work, null);
        return undefined;
      }
      const found = await findWay(transaction, task);
      if (typeof found === 'string') {
        await putOff(transaction, deps, work, task.nextAt, found);
        return undefined;
      }
      return found;
    },
    { work },
  );

/** By which channel it goes; or why nothing goes. */
const findWay = async (transaction: Transaction, task: ReminderTask): Promise<Ready | string> => {
  const { verdict, to, from, departmentId, functionId } = task;
  if (verdict !== 'go' || to === null || from === null) return verdict;
  const routed = { departmentId, number: to, isAnswer: true, wishesFax: false };
  const { choice } = await readRoute(transaction, routed);
  if (choice.kind === 'refused') return choice.refusal;
  const { address } = choice;
  // the number is another function's by now
  if (isPartnerAddress(address) && functionId !== null && address.functionId !== functionId)
    return 'moved';
  if (address.channel === 'fax' && task.fax !== 'go') return task.fax;
  const keys = await readOwnKeys(transaction, departmentId, address);
  return keys ? { task: { ...task, to, from }, keys, choice } : 'no-way-out';
};

const textOf = (
  { country, timeZone }: Pick<OwnOrderDeps, 'country' | 'timeZone'>,
  { task, choice }: Ready,
  work: Work,
) => {
  const ourNumber = showNumber(task.from, country).national;
  return reminderText(ownLanguage(country), {
    reminds: task.reminds,
    department: task.departmentName,
    came: dayIn(task.receivedAt, timeZone),
    isAccepted: task.state === 'accepted',
    answerBy: task.answerBy,
    faxTo: choice.address.channel === 'fax' ? ourNumber : null,
    // the start of what stands in the message's address; random
    reference: work.subject.slice(0, 8).toUpperCase(),
    telephone: task.callBack ?? ourNumber,
  });
};
