import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';

import type { Clock } from '@kuvert/shared/clock';
import type { Events, MessageStatus, SentAttributes } from '@kuvert/shared/partners/client-api';
import { receiptOfRepeated } from '@kuvert/shared/partners/duplicate';
import { accepted, rejected, type Receipt } from '@kuvert/shared/partners/reasons';
import { exchangeAfter, mayDelete, type MachineState } from '@kuvert/shared/partners/states';

import { eventsOf } from './events.ts';

/** With what the producer of the API adds where its client left it out. */
export type WholeAttributes = SentAttributes & {
  readonly creationDateTime: string;
  readonly conversationId: string;
};

/** A message as the service keeps it. */
export interface HeldMessage {
  /** The service's own id; nobody names a message by it. */
  readonly id: string;
  readonly attributes: WholeAttributes;
  readonly status: MessageStatus;
  readonly events: Events | undefined;
}

export interface MessagesOptions {
  readonly clock: Clock;
  /** What of SDK's schema and rules a message breaks: such a one is neither sent on nor taken in. Nothing unless told. */
  readonly faultOf: (
    attributes: WholeAttributes,
  ) => Promise<Omit<Receipt & { readonly kind: 'rejected' }, 'kind'> | undefined>;
  /** The receipt that the other organisation's message service gives; accepted unless told. */
  readonly receiptOf: (attributes: WholeAttributes) => Promise<Receipt>;
  /** Held until it is told to come, where that isn't false. */
  readonly holdReceipts: boolean;
  /** Between two states, in milliseconds; without it a message is at its end before it is answered. */
  readonly paceMs: number;
  readonly signal: AbortSignal;
}

/** What the service holds for its client: messages on their way out, and what came in. */
export interface Messages {
  /** What the other organisations got, in the order of their receipts. */
  readonly received: readonly WholeAttributes[];
  all(): readonly HeldMessage[];
  find(messageId: string): HeldMessage | undefined;
  /** The client's; rejected at once when the id was used for other content. */
  take(attributes: SentAttributes): Promise<Receipt>;
  /** Another organisation's. */
  deliver(attributes: SentAttributes): Promise<Receipt>;
  /** A receipt comes, late or once more. */
  giveReceipt(messageId: string, receipt?: Receipt): Promise<void>;
  /** Whether receipts wait until they are given; when that ends, those that wait come. */
  holdReceipts(hold: boolean): Promise<void>;
  /** Whatever came before: for states that come out of order. */
  show(messageId: string, status: MessageStatus): void;
  remove(messageId: string): 'removed' | 'gone' | 'not-final';
}

export const createMessages = (options: MessagesOptions): Messages => {
  const held = new Map<string, HeldMessage>();
  const taken = new Map<string, { readonly sha256: string; readonly receipt: Receipt }>();
  const received: WholeAttributes[] = [];
  let holds = options.holdReceipts;

  const change = (messageId: string, changes: Partial<HeldMessage>): void => {
    const message = held.get(messageId);
    if (message) held.set(messageId, { ...message, ...changes });
  };
  /** Moves a message on, unless it is beyond that; whether it moved. */
  const move = (messageId: string, state: MachineState): boolean => {
    const status = held.get(messageId)?.status;
    if (status === undefined || status === 'ERROR') return false;
    const { machine } = exchangeAfter(
      { machine: status, people: undefined },
      { axis: 'machine', state },
    );
    change(messageId, { status: machine });
    return machine !== status;
  };
  const pass = async (messageId: string, states: readonly MachineState[]): Promise<void> => {
    for (const state of states) {
      if (options.paceMs > 0) await wait(options.paceMs, undefined, { signal: options.signal });
      move(messageId, state);
    }
  };
  const whole = (attributes: SentAttributes): WholeAttributes => ({
    ...attributes,
    creationDateTime: attributes.creationDateTime ?? options.clock.now().toISOString(),
    conversationId: attributes.conversationId ?? attributes.messageId,
  });
  const keep = (attributes: WholeAttributes, status: MessageStatus): void =>
    void held.set(attributes.messageId, {
      id: randomUUID(),
      attributes,
      status,
      events: undefined,
    });
  /** Moves that nobody waits for, where they take time. */
  const eventually = async (going: Promise<void>): Promise<void> => {
    if (options.paceMs > 0) going.catch(() => undefined);
    else await going;
  };
  const giveReceipt: Messages['giveReceipt'] = async (messageId, given) => {
    const attributes = held.get(messageId)?.attributes;
    if (!attributes) return;
    const receipt = given ?? (await options.receiptOf(attributes));
    if (!move(messageId, receipt.kind === 'accepted' ? 'ACCEPTED' : 'REJECTED')) return;
    if (receipt.kind === 'accepted') received.push(attributes);
    else change(messageId, { events: eventsOf(receipt) });
  };
  const goOut = async (messageId: string): Promise<void> => {
    await pass(messageId, ['SUBMITTED', 'ACKNOWLEDGE', 'WAITING_FOR_RECEIPT']);
    if (!holds) await giveReceipt(messageId);
  };
  return {
    received,
    all: () => [...held.values()],
    find: (messageId) => held.get(messageId),
    take: async (attributes) => {
      const fault = await options.faultOf(whole(attributes));
      if (fault) return { kind: 'rejected', ...fault };
      const { messageId } = attributes;
      const sha256 = hashOf(attributes);
      const repeated = receiptOfRepeated<Receipt>(
        taken.get(messageId),
        sha256,
        rejected('BV', 'duplicate', 'attributes.messageId'),
      );
      if (repeated) return repeated;
      taken.set(messageId, { sha256, receipt: accepted });
      keep(whole(attributes), 'SCHEDULED');
      await eventually(goOut(messageId));
      return accepted;
    },
    deliver: async (written) => {
      const attributes = whole(written);
      const fault = await options.faultOf(attributes);
      if (fault) return { kind: 'rejected', ...fault };
      const receipt = await options.receiptOf(attributes);
      if (receipt.kind === 'rejected') return receipt;
      keep(attributes, 'RETRIEVED');
      await eventually(pass(attributes.messageId, ['RECEIPT_SENT', 'NEW']));
      return receipt;
    },
    giveReceipt,
    holdReceipts: async (hold) => {
      holds = hold;
      if (hold) return;
      for (const { attributes, status } of held.values())
        if (status === 'WAITING_FOR_RECEIPT') await giveReceipt(attributes.messageId);
    },
    show: (messageId, status) => change(messageId, { status }),
    remove: (messageId) => {
      const message = held.get(messageId);
      if (!message) return 'gone';
      if (message.status !== 'ERROR' && !mayDelete(message.status)) return 'not-final';
      held.delete(messageId);
      return 'removed';
    },
  };
};

/** When it was written isn't what it says. */
const hashOf = (attributes: SentAttributes): string => {
  const { creationDateTime: _at, ...content } = attributes;
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
};
