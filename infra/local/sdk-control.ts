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
  /** What the message service holds: what we sent, and what came. */
  messages(): Promise<readonly HeldMessage[]>;
  /** Whether receipts wait until they are given. */
  holdReceipts(hold: boolean): Promise<void>;
  /** @param reason such as `BV not-found`; accepted without it */
  giveReceipt(messageId: string, reason?: string): Promise<void>;
  show(messageId: string, status: string): Promise<void>;
  expireTokens(): Promise<void>;
}

export interface HeldMessage {
  readonly messageId: string;
  readonly status: string;
  readonly sender: string;
}

export const openSdkControl = ({ origin, token }: SdkFile): SdkControl => {
  const ask = async (path: string, body?: object): Promise<unknown> => {
    const response = await fetch(`${origin}${path}`, {
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
    });
    if (response.status === 400)
      throw new Error("The message service's control doesn't know that: see `pnpm sdk --help`.");
    if (!response.ok) throw new Error(`the message service's control answered ${response.status}`);
    return response.status === 204 ? undefined : response.json();
  };
  return {
    // both from the simulator of the same checkout
    received: async () => (await ask('/received')) as readonly SentAttributes[],
    deliver: async (message) => (await ask('/deliver', message)) as Receipt,
    fail: async (order) => void (await ask('/faults', order)),
    messages: async () => (await ask('/messages')) as readonly HeldMessage[],
    holdReceipts: async (hold) => void (await ask('/held-receipts', { hold })),
    giveReceipt: async (messageId, reason) =>
      void (await ask('/receipts', { messageId, ...(reason === undefined ? {} : { reason }) })),
    show: async (messageId, status) => void (await ask('/states', { messageId, status })),
    expireTokens: async () => void (await ask('/expired-tokens', {})),
  };
};
