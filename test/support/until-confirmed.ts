import { setTimeout as pause } from 'node:timers/promises';

import type { Message } from '@kuvert/mailbox/http/api';

import type { Operator } from './operator.ts';
import type { Staff } from './staff.ts';

const patienceMs = 90_000;
const askEveryMs = 500;

/** The sender of a fax was told so many things of it, each of which arrived: without the minutes that Kuvert waits. */
export const untilConfirmed = async (
  staff: Staff,
  operator: Operator,
  id: string,
  times: number,
): Promise<void> => {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    await operator.confirmNow(id);
    const { confirmations } = await staff.get<Message>(`/api/messages/${id}`);
    if (confirmations.length === times && confirmations.every(({ state }) => state === 'delivered'))
      return;
    if (Date.now() > deadline) throw new Error('the sender was not told');
    await pause(askEveryMs);
  }
};
