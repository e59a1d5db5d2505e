import type { Queryable } from '@kuvert/platform/postgres/database';
import { KuvertError } from '@kuvert/shared/errors';
import { asId, type DeliveryId } from '@kuvert/shared/ids';
import type { FailureCause, UnknownReason } from '@kuvert/shared/sending/causes';
import type { DeliveryState, DeliveryStateName } from '@kuvert/shared/sending/delivery';
import type { SendingResolution } from '@kuvert/shared/sending/limits';

import type { ContinuedFacts, DeliveryWay, StoredDelivery } from '../use-cases/ports.ts';

interface Row {
  readonly id: string;
  readonly order_id: string;
  readonly department_id: string;
  readonly department_name: string;
  readonly reply_to: string | null;
  readonly channel: DeliveryWay['channel'];
  readonly to_department: string | null;
  readonly to_function: string | null;
  readonly attempt: number;
  readonly to_number: string;
  readonly from_number: string;
  readonly resolution: SendingResolution;
  readonly pages: number;
  readonly first_page: number;
  readonly deadline: Date;
  readonly state: DeliveryStateName;
  // the table's checks: these three are ours
  readonly cause: FailureCause | null;
  readonly unknown_reason: UnknownReason | null;
  readonly carrier: string | null;
  readonly carrier_fax_id: string | null;
  readonly intent_at: Date | null;
  readonly heard_at: Date | null;
  readonly media_read: number;
  readonly waits_for: 'carrier-account' | null;
  readonly gentler_than: string | null;
}

/** One delivery; locked until the transaction ends when `lock` is asked for. */
export const readDelivery = async (
  database: Queryable,
  id: DeliveryId,
  lock: 'lock' | 'look' = 'look',
): Promise<StoredDelivery | undefined> => {
  const { rows } = await database.query<Row>(
    `select d.id, d.order_id, d.department_id, p.name as department_name, o.reply_to, o.channel, o.to_department, o.to_function, d.attempt, d.to_number,
            d.from_number, coalesce(d.resolution, o.resolution) as resolution, o.pages, d.first_page, d.deadline, d.state, d.cause, d.unknown_reason, d.carrier, d.carrier_fax_id,
            d.intent_at, d.heard_at, d.media_read, d.waits_for, d.gentler_than
       from delivery d join send_order o on o.id = d.order_id join department p on p.id = d.department_id
      where d.id = $1 ${lock === 'lock' ? 'for no key update of d' : ''}`,
    [id],
  );
  return rows[0] && fromRow(rows[0]);
};

/** For the cover of the rest of a fax. @throws KuvertError `not-found` */
export const readContinued = async (
  database: Queryable,
  id: DeliveryId,
): Promise<ContinuedFacts> => {
  const { rows } = await database.query<{
    language: ContinuedFacts['language'];
    call_back: string | null;
    code: string;
  }>(
    `select o.language, p.call_back, o.code
       from delivery d join send_order o on o.id = d.order_id join department p on p.id = d.department_id
      where d.id = $1`,
    [id],
  );
  const row = rows[0];
  if (!row) throw new KuvertError('not-found', 'there is no such delivery');
  return { language: row.language, callBack: row.call_back ?? undefined, code: row.code };
};

const fromRow = (row: Row): StoredDelivery => ({
  id: asId<'delivery'>(row.id),
  orderId: asId<'send-order'>(row.order_id),
  departmentId: asId<'department'>(row.department_id),
  departmentName: row.department_name,
  replyTo: row.reply_to === null ? undefined : asId<'message'>(row.reply_to),
  way: wayOf(row),
  state: stateOf(row),
  attempt: row.attempt,
  to: row.to_number,
  from: row.from_number,
  resolution: row.resolution,
  gentlerThan: row.gentler_than ?? undefined,
  pages: row.pages,
  firstPage: row.first_page,
  deadline: row.deadline,
  carrier: row.carrier ?? undefined,
  carrierFaxId: row.carrier_fax_id ?? undefined,
  intentAt: row.intent_at ?? undefined,
  heardAt: row.heard_at ?? undefined,
  mediaRead: row.media_read,
  waitsForAccount: row.state === 'queued' && row.waits_for === 'carrier-account',
});

/** The table's check: an order to a department, or to a function, and no other, names it. */
const wayOf = ({ channel, to_department, to_function }: Row): DeliveryWay => {
  switch (channel) {
    case 'department':
      return { channel, departmentId: asId<'department'>(to_department ?? '') };
    case 'room':
      return { channel, functionId: asId<'partner-function'>(to_function ?? '') };
    case 'sdk':
    case 'gateway':
    case 'fax':
      return { channel };
  }
};

const stateOf = ({ state, cause, unknown_reason: reason }: Row): DeliveryState => {
  if (state === 'failed') return { name: state, cause: cause ?? 'unspecified' };
  if (state === 'unknown') return { name: state, reason: reason ?? 'never-told' };
  return { name: state };
};
