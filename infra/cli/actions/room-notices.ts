import { newId, type PartnerFunctionId } from '@kuvert/shared/ids';
import type { MailAddress } from '@kuvert/shared/notices/mail-address';
import type { NoticeLanguage } from '@kuvert/shared/notices/notice';

import { CommandError } from '../command-error.ts';
import { audit } from './audit.ts';
import { checkedAddress, checkedLanguage, type NoticeDeps } from './notices.ts';

/**
 * The one address at which a partner's function is told that something new lies in the room; what was set before is
 * replaced. It stands in no audit row.
 * @throws CommandError `usage-wrong`
 */
export const setRoomNotices =
  ({ database, clock, randomness }: NoticeDeps) =>
  (input: {
    readonly functionId: PartnerFunctionId;
    readonly address: string;
    readonly language: string;
  }): Promise<{ readonly address: MailAddress; readonly language: NoticeLanguage }> => {
    const address = checkedAddress(input.address);
    const language = checkedLanguage(input.language);
    return database.transaction(async (transaction) => {
      const { rows } = await transaction.query<{ id: string }>(
        `insert into notice_address (id, function_id, address, language, added_at) values ($1, $2, $3, $4, $5)
         on conflict (function_id) do update
           set address = excluded.address, language = excluded.language, added_at = excluded.added_at
         returning id`,
        [
          newId<'notice-address'>(randomness),
          input.functionId,
          ...[address, language, clock.now()],
        ],
      );
      await audit(transaction, 'room-notices-set', {
        detail: `function ${input.functionId} address ${rows[0]?.id ?? ''}`,
      });
      return { address, language };
    });
  };

/**
 * Deletes the address; what waits to be sent to it is not sent.
 * @throws CommandError `notices-unknown`
 */
export const endRoomNotices =
  ({ database }: Pick<NoticeDeps, 'database'>) =>
  (functionId: PartnerFunctionId): Promise<void> =>
    database.transaction(async (transaction) => {
      const { rowCount } = await transaction.query(
        'delete from notice_address where function_id = $1',
        [functionId],
      );
      if (rowCount !== 1)
        throw new CommandError('notices-unknown', 'That function is told nothing by mail.');
      await audit(transaction, 'room-notices-off', { detail: `function ${functionId}` });
    });
