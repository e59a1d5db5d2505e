import type { Message } from '@kuvert/mailbox/http/api';

import { openLiveUpdates } from '../support/live-updates.ts';
import type { Staff } from '../support/staff.ts';

export interface Arrival {
  readonly message: Message;
  /** From the moment at which the fax was handed in until a browser could show it. */
  readonly milliseconds: number;
}

/** Hands a fax in and waits, as a browser does, for the news that it is available. */
export const untilAvailable = async (
  staff: Staff,
  handIn: () => Promise<string>,
): Promise<Arrival> => {
  const live = await openLiveUpdates(staff);
  try {
    const began = performance.now();
    const messageId = await handIn();
    const heard = await live.newsOf(messageId);
    return {
      message: await staff.get<Message>(`/api/messages/${messageId}`),
      milliseconds: Math.round(heard - began),
    };
  } finally {
    live.close();
  }
};
