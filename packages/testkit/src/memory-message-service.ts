import { systemClock, type Clock } from '@kuvert/shared/clock';
import {
  badRequestEvents,
  mostMessageBytes,
  SentMessage,
  type MessageStatus,
  type SentAttributes,
  type ServedAttributes,
} from '@kuvert/shared/partners/client-api';
import { receiptOfRepeated } from '@kuvert/shared/partners/duplicate';
import { accepted, rejected, type Receipt } from '@kuvert/shared/partners/reasons';
import { exchangeAfter, mayDelete } from '@kuvert/shared/partners/states';
import {
  InvalidMessageError,
  type MessageFilter,
  type MessageService,
  type MessageServiceError,
  type SendOutcome,
} from '@kuvert/shared/ports/message-service';

/** What goes wrong the next time that something is asked. */
export interface MemoryFault {
  readonly on: keyof MessageService;
  readonly error: MessageServiceError;
  /** Whether it is done all the same, which nobody is told: of a `send` that has this, the outcome is unclear. */
  readonly done?: boolean;
}

/** A message service in memory. What is sent waits for its receipt. */
export interface MemoryMessageService extends MessageService {
  /** What it holds, by message id. */
  readonly held: ReadonlyMap<string, ServedAttributes>;
  /** What goes wrong, each once. */
  readonly faults: MemoryFault[];
  /** Entries of its lists that are not as described. */
  odd: number;
  /** Another organisation's message came in, and is new. */
  deliver(message: SentMessage): void;
  giveReceipt(messageId: string, receipt: Receipt): void;
  /** Whatever came before. */
  show(messageId: string, status: MessageStatus): void;
}

export const createMemoryMessageService = (clock: Clock = systemClock): MemoryMessageService => {
  const held = new Map<string, ServedAttributes>();
  const taken = new Map<string, { readonly sha256: string; readonly receipt: Receipt }>();
  const faults: MemoryFault[] = [];

  const keep = (attributes: SentAttributes, messageStatus: MessageStatus): void => {
    const { generatingSystem: _system, ...kept } = attributes;
    const { messageId, conversationId = messageId } = kept;
    const { creationDateTime = clock.now().toISOString() } = kept;
    held.set(messageId, { ...kept, conversationId, creationDateTime, messageStatus });
  };
  const change = (messageId: string, changes: Partial<ServedAttributes>): void => {
    const found = held.get(messageId);
    if (found) held.set(messageId, { ...found, ...changes });
  };
  /** Does what was asked, unless something goes wrong before or after it. */
  const meeting = async <Answer>(
    on: keyof MessageService,
    act: () => Answer,
    failed: (fault: MemoryFault) => Answer,
  ): Promise<Answer> => {
    const at = faults.findIndex((fault) => fault.on === on);
    const [fault] = at < 0 ? [] : faults.splice(at, 1);
    if (!fault) return act();
    if (fault.done === true) act();
    return failed(fault);
  };
  const raise = ({ error }: MemoryFault): never => {
    throw error;
  };
  const take = (message: SentMessage): SendOutcome => {
    const wrong = wrongIn(message);
    if (wrong) return { kind: 'invalid', error: wrong };
    const { attributes } = message.data;
    const content = { sha256: JSON.stringify(attributes), receipt: accepted };
    const repeated = receiptOfRepeated<Receipt>(
      taken.get(attributes.messageId),
      content.sha256,
      rejected('BV', 'duplicate', 'attributes.messageId'),
    );
    if (repeated?.kind === 'rejected') return { kind: 'refused', refusals: [repeated] };
    if (!repeated) {
      taken.set(attributes.messageId, content);
      keep(attributes, 'WAITING_FOR_RECEIPT');
    }
    return { kind: 'taken' };
  };
  const service: MemoryMessageService = {
    held,
    faults,
    odd: 0,
    deliver: ({ data }) => keep(data.attributes, 'NEW'),
    giveReceipt: (messageId, receipt) => {
      const before = held.get(messageId)?.messageStatus;
      if (before === undefined || before === 'ERROR') return;
      const state = receipt.kind === 'accepted' ? 'ACCEPTED' : 'REJECTED';
      const exchange = { machine: before, people: undefined };
      const { machine } = exchangeAfter(exchange, { axis: 'machine', state });
      if (machine === before) return;
      change(messageId, { messageStatus: machine, ...eventsOf(receipt, messageId) });
    },
    show: (messageId, messageStatus) => change(messageId, { messageStatus }),
    send: (message) =>
      meeting(
        'send',
        () => take(message),
        ({ error, done }) => ({
          kind: done === undefined ? 'not-taken' : 'unclear',
          error,
        }),
      ),
    list: (filter) =>
      meeting(
        'list',
        () => ({
          messages: [...held.values()]
            .filter((message) => matches(message, filter))
            .map(withoutDocuments),
          odd: service.odd,
        }),
        raise,
      ),
    fetch: (messageId) => meeting('fetch', () => held.get(messageId), raise),
    remove: (messageId) =>
      meeting(
        'remove',
        () => {
          const status = held.get(messageId)?.messageStatus;
          if (status === undefined) return 'gone';
          if (status !== 'ERROR' && !mayDelete(status)) return 'not-final';
          held.delete(messageId);
          return 'removed';
        },
        raise,
      ),
  };
  return service;
};

const wrongIn = (message: SentMessage): InvalidMessageError | undefined => {
  const { error } = SentMessage.safeParse(message);
  const at = error?.issues[0]?.path.slice(1).join('.');
  if (at !== undefined) return new InvalidMessageError({ code: 'SV', reason: 'structure' }, at);
  const isLarge = Buffer.byteLength(JSON.stringify(message)) > mostMessageBytes;
  return isLarge ? new InvalidMessageError({ code: 'BV', reason: 'too-long' }, 'NA') : undefined;
};

const withoutDocuments = (message: ServedAttributes): ServedAttributes => {
  const { digitalDocument: _documents, ...others } = message;
  return others;
};

const eventsOf = (receipt: Receipt, instance: string): Pick<ServedAttributes, 'events'> => {
  if (receipt.kind === 'accepted') return {};
  const detail = `${receipt.why.code} ${receipt.why.reason}`;
  const where = receipt.at === undefined ? {} : { in: receipt.at };
  const issue = { typeCode: 'REJECTED', title: 'Rejected', detail, ...where } as const;
  return { events: badRequestEvents(instance, issue) };
};

const matches = (
  { messageStatus, recipientAttention, senderAttention, creationDateTime }: ServedAttributes,
  { status, recipientFunction, senderFunction, since }: MessageFilter,
): boolean =>
  (status ?? messageStatus) === messageStatus &&
  [undefined, recipientAttention?.subOrganization.extension].includes(recipientFunction) &&
  [undefined, senderAttention?.subOrganization.extension].includes(senderFunction) &&
  (since === undefined || new Date(creationDateTime) >= since);
