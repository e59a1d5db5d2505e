import type { Clock } from '@kuvert/shared/clock';
import { newId, type DepartmentId, type Randomness } from '@kuvert/shared/ids';
import { parseMailAddress, type MailAddress } from '@kuvert/shared/notices/mail-address';
import { noticeLanguages, type NoticeLanguage } from '@kuvert/shared/notices/notice';
import type { Database } from '@kuvert/platform/postgres/database';

import { CommandError } from '../command-error.ts';
import { audit } from './audit.ts';

export interface NoticeDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly randomness: Pick<Randomness, 'uuid'>;
}

export interface NoticeSetting {
  readonly arrived: boolean;
  /** Minutes; null: no alarm. */
  readonly untakenAfter: number | null;
  readonly language: NoticeLanguage;
}

/** More would be a mailing list, which a mail server does better. */
export const mostAddresses = 20;
const longestMinutes = 7 * 24 * 60;

/**
 * What a department is told by mail from now on; what was set before is replaced.
 * @throws CommandError `usage-wrong`
 */
export const setNotices =
  ({ database, clock }: Pick<NoticeDeps, 'database' | 'clock'>) =>
  (input: {
    readonly departmentId: DepartmentId;
    readonly arrived: boolean;
    readonly untaken: string | undefined;
    readonly language: string;
  }): Promise<NoticeSetting> => {
    const { departmentId, arrived } = input;
    const untakenAfter = input.untaken === undefined ? null : minutesOf(input.untaken);
    const language = checkedLanguage(input.language);
    if (!arrived && untakenAfter === null)
      throw new CommandError('usage-wrong', 'Say what of: --arrived, --untaken MINUTES, or both.');
    return database.transaction(async (transaction) => {
      await transaction.query(
        `insert into notice_setting (department_id, arrived, untaken_after, language, set_at)
         values ($1, $2, $3, $4, $5)
         on conflict (department_id) do update set arrived = excluded.arrived, untaken_after = excluded.untaken_after,
           language = excluded.language, set_at = excluded.set_at`,
        [departmentId, arrived, untakenAfter, language, clock.now()],
      );
      const detail = [
        ...(arrived ? ['arrived'] : []),
        ...(untakenAfter === null ? [] : [`untaken ${untakenAfter}`]),
      ].join(' ');
      await audit(transaction, 'notices-set', { department: departmentId, detail });
      return { arrived, untakenAfter, language };
    });
  };

const minutesOf = (text: string): number => {
  const minutes = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (minutes < 1 || minutes > longestMinutes)
    throw new CommandError('usage-wrong', `--untaken is minutes, from 1 to ${longestMinutes}.`);
  return minutes;
};

/**
 * Tells a department nothing by mail any more, what waits to be sent included; its addresses stay.
 * @throws CommandError `notices-unknown`
 */
export const endNotices =
  ({ database }: Pick<NoticeDeps, 'database'>) =>
  ({ departmentId }: { readonly departmentId: DepartmentId }): Promise<void> =>
    database.transaction(async (transaction) => {
      const { rowCount } = await transaction.query(
        'delete from notice_setting where department_id = $1',
        [departmentId],
      );
      if (rowCount !== 1)
        throw new CommandError('notices-unknown', 'That department is told nothing by mail.');
      await audit(transaction, 'notices-off', { department: departmentId });
    });

interface AddressInput {
  readonly departmentId: DepartmentId;
  readonly address: string;
}

/**
 * Adds an address, of the department or of a member. It stands in no audit row: it is somebody's.
 * @throws CommandError `usage-wrong` for what is no address, and for one too many; `address-taken`
 */
export const addNoticeAddress =
  ({ database, clock, randomness }: NoticeDeps) =>
  ({ departmentId, address }: AddressInput): Promise<MailAddress> => {
    const mail = checkedAddress(address);
    return database.transaction(async (transaction) => {
      // two at once are counted one after the other
      await transaction.query('select from department where id = $1 for no key update', [
        departmentId,
      ]);
      const { rows } = await transaction.query<{ number: number }>(
        'select count(*)::int as number from notice_address where department_id = $1',
        [departmentId],
      );
      if ((rows[0]?.number ?? 0) >= mostAddresses)
        throw new CommandError(
          'usage-wrong',
          `A department has ${mostAddresses} addresses at most: let your mail server have a list.`,
        );
      const id = newId<'notice-address'>(randomness);
      const { rowCount } = await transaction.query(
        `insert into notice_address (id, department_id, address, added_at) values ($1, $2, $3, $4)
         on conflict do nothing`,
        [id, departmentId, mail, clock.now()],
      );
      if (rowCount !== 1) throw new CommandError('address-taken', 'It has that address already.');
      await audit(transaction, 'notice-address-added', { department: departmentId, detail: id });
      return mail;
    });
  };

/**
 * Deletes an address; what waits to be sent to it is not sent.
 * @throws CommandError `usage-wrong`, `address-unknown`
 */
export const removeNoticeAddress =
  ({ database }: Pick<NoticeDeps, 'database'>) =>
  ({ departmentId, address }: AddressInput): Promise<void> =>
    database.transaction(async (transaction) => {
      const { rows } = await transaction.query<{ id: string }>(
        'delete from notice_address where department_id = $1 and address = $2 returning id',
        [departmentId, checkedAddress(address)],
      );
      if (!rows[0]) throw new CommandError('address-unknown', 'It has no such address.');
      await audit(transaction, 'notice-address-removed', {
        department: departmentId,
        detail: rows[0].id,
      });
    });

/** @throws CommandError `usage-wrong` */
export const checkedLanguage = (text: string): NoticeLanguage => {
  const language = noticeLanguages.find((each) => each === text);
  if (language === undefined)
    throw new CommandError('usage-wrong', `--language is one of ${noticeLanguages.join(', ')}.`);
  return language;
};

/** @throws CommandError `usage-wrong` */
export const checkedAddress = (text: string): MailAddress => {
  const address = parseMailAddress(text);
  if (address === undefined)
    throw new CommandError('usage-wrong', 'That is no mail address such as vard@kommun.se.');
  return address;
};
