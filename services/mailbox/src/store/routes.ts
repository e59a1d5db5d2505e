import type { Transaction } from '@kuvert/platform/postgres/database';
import { readAddresses, readRoutingRules } from '@kuvert/platform/routing/routing-rows';
import { asId } from '@kuvert/shared/ids';
import { isPartnerAddress, recipientName, type Address } from '@kuvert/shared/routing/address';
import { chooseChannel, mayFaxInstead, type Choice } from '@kuvert/shared/routing/choose-channel';

/** Of a draft, what decides by which channel it goes. */
export interface Routed {
  readonly departmentId: string;
  /** E.164 */
  readonly number: string;
  readonly isAnswer: boolean;
  readonly wishesFax: boolean;
}

/** What the router says of a draft now. */
export interface Route {
  readonly choice: Choice;
  /** A rule leaves it to the sender to fax instead. */
  readonly mayFax: boolean;
  /** Every address that the recipient has. */
  readonly addresses: readonly Address[];
}

export const readRoute = async (
  transaction: Transaction,
  { departmentId, number, isAnswer, wishesFax }: Routed,
): Promise<Route> => {
  const addresses = await readAddresses(transaction, number);
  const question = {
    addresses,
    rules: await readRoutingRules(transaction),
    departmentId: asId<'department'>(departmentId),
    documentKind: isAnswer ? 'answer' : 'letter',
  } as const;
  return {
    choice: chooseChannel({ ...question, wishesFax }),
    mayFax: mayFaxInstead(question),
    addresses,
  };
};

/**
 * Keeps with a draft what was chosen for it; another owner of its number or another rule takes it away again. An envelope
 * is of the one before.
 */
export const keepChoice = async (
  transaction: Transaction,
  id: string,
  choice: Choice,
): Promise<void> => {
  const address = choice.kind === 'chosen' ? choice.address : undefined;
  const secure = address?.channel === 'fax' ? undefined : address;
  await transaction.query(
    `update send_order set channel = $2, channel_reason = $3, to_department = $4, to_function = $5, to_name = $6,
            envelope = null
      where id = $1`,
    [
      id,
      choice.kind === 'chosen' ? choice.channel : 'fax',
      choice.kind === 'chosen' ? choice.reason : null,
      secure?.channel === 'department' ? secure.departmentId : null,
      isPartnerAddress(secure) ? secure.functionId : null,
      secure ? recipientName(secure) : null,
    ],
  );
};
