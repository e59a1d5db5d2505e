import type { Database } from '@kuvert/platform/postgres/database';
import { noteProvider } from '@kuvert/platform/providers/provider-health';
import { endWork, postponeWork } from '@kuvert/platform/work/work';
import { parseMailAddress } from '@kuvert/shared/notices/mail-address';
import type { NoticeKind, NoticeLanguage } from '@kuvert/shared/notices/notice';

import type { Notices } from '../use-cases/notice-ports.ts';

interface Row {
  readonly kind: NoticeKind;
  readonly language: NoticeLanguage;
  readonly mailbox: string;
  readonly address: string | null;
  readonly created_at: Date;
}

const mailServer = { kind: 'mail', name: 'smtp' } as const;

export const createNotices = (database: Database): Notices => ({
  begin: async (id) => {
    const { rows } = await database.query<Row>('select * from begin_notice($1)', [id]);
    const row = rows[0];
    return (
      row && {
        id,
        kind: row.kind,
        language: row.language,
        mailbox: row.mailbox,
        to: parseMailAddress(row.address ?? ''),
        createdAt: row.created_at,
      }
    );
  },
  record: (id, result, now, work) =>
    database.transaction(async (transaction) => {
      if (result.kind === 'again') {
        await transaction.query('select postpone_notice($1, $2)', [id, result.code]);
        await noteProvider(transaction, 'outbound', mailServer, { code: result.code }, now);
        await postponeWork(transaction, work, result.inMs, { error: result.code });
        return;
      }
      const code = 'code' in result ? result.code : null;
      await transaction.query('select end_notice($1, $2, $3, $4)', [id, result.kind, code, now]);
      if (result.kind === 'accepted')
        await noteProvider(transaction, 'outbound', mailServer, 'success', now);
      if (result.kind === 'given-up')
        await noteProvider(transaction, 'outbound', mailServer, { code: result.code }, now);
      await endWork(transaction, work);
    }),
  end: (work) => database.transaction((transaction) => endWork(transaction, work)),
  alarm: (message, work) =>
    database.transaction(async (transaction) => {
      await transaction.query('select alarm_untaken($1)', [message]);
      await endWork(transaction, work);
    }),
  remindDepartment: (message, at, timeZone, work) =>
    database.transaction(async (transaction) => {
      const { rows } = await transaction.query<{ next: Date | null }>(
        'select remind_department($1, $2, $3) as next',
        [message, timeZone, at],
      );
      const next = rows[0]?.next ?? null;
      if (next)
        await postponeWork(transaction, work, next.getTime() - at.getTime(), { fresh: true });
      else await endWork(transaction, work);
    }),
});
