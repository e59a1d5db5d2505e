import type { Command } from '../command.ts';
import { tableLines } from '../table.ts';

interface Row {
  readonly id: string;
  readonly code: string;
  readonly field: string | null;
  readonly sender: string | null;
  readonly senderAddress: string | null;
  readonly recipientAddress: string | null;
  readonly heldAt: Date;
  readonly tries: number;
  readonly retryAt: Date;
}

export const sdkHeld: Command = {
  name: 'sdk held',
  summary: "messages that lie at SDK's message service since they can't be taken, and why",
  run: async ({ house }) => {
    const { database } = await house();
    const { rows } = await database.query<Row>(
      `select message_id as id, code, field, sender, sender_address as "senderAddress",
              recipient_address as "recipientAddress", held_at as "heldAt", tries, retry_at as "retryAt"
         from sdk_held order by held_at, message_id`,
    );
    return {
      lines: tableLines(
        ['message', 'since', 'code', 'field', 'from', 'function', 'to', 'tried', 'again'],
        rows.map((row) => [
          row.id,
          row.heldAt.toISOString(),
          row.code,
          row.field,
          row.sender,
          row.senderAddress,
          row.recipientAddress,
          row.tries,
          row.retryAt.toISOString(),
        ]),
      ),
      data: rows,
    };
  },
};
