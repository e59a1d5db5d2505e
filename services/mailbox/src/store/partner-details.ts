import type { WrappedIdentity } from '@kuvert/shared/ports/keys';
import type { Transaction } from '@kuvert/platform/postgres/database';

/** What a partner's message says besides its document, sealed, and from whom it is. */
export interface SealedPartnerDetails {
  readonly departmentId: string;
  readonly functionId: string;
  readonly partner: string;
  /** Null where the message went on to another department, which has them. */
  readonly details: Uint8Array | null;
  /** Null when the key's secret half isn't there. */
  readonly wrapped: WrappedIdentity | null;
}

/** Undefined for what no partner sent. */
export const readSealedPartnerDetails = async (
  transaction: Transaction,
  messageId: string,
): Promise<SealedPartnerDetails | undefined> => {
  const { rows } = await transaction.query<SealedPartnerDetails>(
    `select q.department_id as "departmentId", q.function_id as "functionId", q.partner_name as partner, q.details,
            i.wrapped
       from partner_message q left join department_identity i on i.key_id = q.key_id where q.message_id = $1`,
    [messageId],
  );
  return rows[0];
};

/** Those of a message that this very transaction forwards, sealed for where it goes; false when it is no partner's. */
export const forwardPartnerDetails = async (
  transaction: Transaction,
  forwarded: {
    /** The message's id there. */
    readonly messageId: string;
    readonly keyId: string;
    readonly details: Uint8Array;
  },
): Promise<boolean> => {
  const { rows } = await transaction.query<{ gone: boolean }>(
    'select partner_details_go_along($1, $2, $3) as gone',
    [forwarded.messageId, forwarded.keyId, Buffer.from(forwarded.details)],
  );
  return rows[0]?.gone ?? false;
};
