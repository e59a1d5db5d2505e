import type { SentAttributes, SentMessage } from '@kuvert/shared/partners/client-api';
import type { Receipt } from '@kuvert/shared/partners/reasons';

import type { SdkFile } from './house-file.ts';

/** The organisations behind the running house's message service, and what goes wrong with it. */
export interface SdkControl {
  /** What they got, the oldest first. */
  received(): Promise<readonly SentAttributes[]>;
  /** Sends a message of theirs; its receipt. */
  deliver(message: SentMessage): Promise<Receipt>;
  /** @param order as the control endpoint takes it */
  fail(order: object): Promise<void>;
}

export const openSdkControl = ({ origin, token }: SdkFile): SdkControl => {
  const ask = async (path: string, body?: object): Promise<unknown> => {
    const response = await fetch(`${origin}${path}`, {
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
    });
    if (!response.ok) throw new Error(`the message service's control answered ${response.status}`);
    return response.status === 204 ? undefined : response.json();
  };
  return {
    // both from the simulator of the same checkout
    received: async () => (await ask('/received')) as readonly SentAttributes[],
    deliver: async (message) => (await ask('/deliver', message)) as Receipt,
    fail: async (order) => void (await ask('/faults', order)),
  };
};
