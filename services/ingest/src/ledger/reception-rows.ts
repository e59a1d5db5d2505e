import type { Queryable, Transaction } from '@kuvert/platform/postgres/database';
import { asId, type MessageId } from '@kuvert/shared/ids';
import type { CarrierCopy, MessageState } from '@kuvert/shared/message';

import type { StoredReception } from '../use-cases/ports.ts';

/** False when this carrier's event is there already. */
export const insertReception = async (
  transaction: Transaction,
  reception: Omit<StoredReception, 'filed'>,
): Promise<boolean> => {
  const { rowCount } = await transaction.query(
    `insert into reception (id, carrier, event_id, fax_id, department_id, from_number, to_number, tsi, received_at,
       announced_pages, error_text, media_url, accepted_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
     on conflict (carrier, event_id) do nothing`,
    [
      reception.messageId,
      reception.carrier,
      reception.eventId,
      reception.faxId,
      reception.departmentId,
      reception.from,
      reception.to,
      reception.tsi,
      reception.receivedAt,
      reception.announcedPages,
      reception.errorText,
      reception.mediaUrl,
      reception.acceptedAt,
    ],
  );
  return rowCount === 1;
};

interface ReceptionRow {
  id: string;
  carrier: string;
  event_id: string;
  fax_id: string;
  department_id: string;
  from_number: string;
  to_number: string;
  tsi: string | null;
  received_at: Date;
  announced_pages: number | null;
  error_text: string | null;
  media_url: string | null;
  accepted_at: Date;
  state: MessageState | null;
  carrier_copy: CarrierCopy | null;
}

export const readReception = async (
  database: Queryable,
  id: MessageId,
): Promise<StoredReception | undefined> => {
  const { rows } = await database.query<ReceptionRow>(
    `select r.*, m.state, m.carrier_copy from reception r left join message m on m.id = r.id where r.id = $1`,
    [id],
  );
  return rows[0] && fromRow(rows[0]);
};

const fromRow = (row: ReceptionRow): StoredReception => ({
  messageId: asId<'message'>(row.id),
  carrier: row.carrier,
  eventId: row.event_id,
  faxId: row.fax_id,
  departmentId: asId<'department'>(row.department_id),
  from: row.from_number,
  to: row.to_number,
  receivedAt: row.received_at,
  acceptedAt: row.accepted_at,
  ...(row.tsi === null ? {} : { tsi: row.tsi }),
  ...(row.announced_pages === null ? {} : { announcedPages: row.announced_pages }),
  ...(row.error_text === null ? {} : { errorText: row.error_text }),
  ...(row.media_url === null ? {} : { mediaUrl: row.media_url }),
  ...(row.state === null || row.carrier_copy === null
    ? {}
    : { filed: { state: row.state, carrierCopy: row.carrier_copy } }),
});
