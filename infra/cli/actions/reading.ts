import type { DepartmentId } from '@kuvert/shared/ids';
import type { Database } from '@kuvert/platform/postgres/database';

import { CommandError } from '../command-error.ts';
import { audit } from './audit.ts';

/** What a department's faxes may be read in, as Tesseract names languages; `house` is what the mailbox is configured with. */
export const readingLanguages = ['swe', 'dan', 'eng', 'house'] as const;

export type ReadingLanguage = (typeof readingLanguages)[number];

/**
 * In which language a department's faxes are read by machine from now on.
 * @throws CommandError `usage-wrong` for another language
 */
export const setReadingLanguage =
  ({ database }: { readonly database: Database }) =>
  async (input: {
    readonly departmentId: DepartmentId;
    readonly language: string;
  }): Promise<ReadingLanguage> => {
    const { departmentId } = input;
    const language = readingLanguages.find((known) => known === input.language);
    if (!language)
      throw new CommandError(
        'usage-wrong',
        `The language is one of ${readingLanguages.join(', ')}.`,
      );
    await database.transaction(async (transaction) => {
      await transaction.query('update department set language = $2 where id = $1', [
        departmentId,
        language === 'house' ? null : language,
      ]);
      await audit(transaction, 'department-language', {
        department: departmentId,
        detail: language,
      });
    });
    return language;
  };

/**
 * Lets the mailbox read anew what it gave up, or one message whatever came of it: its text and its searchable PDF go,
 * and are made again. How many faxes that are.
 */
export const readAgain = (
  { database }: { readonly database: Database },
  messageId?: string,
): Promise<number> =>
  database.transaction(async (transaction) => {
    const { rows } = await transaction.query<{ id: string }>(
      `delete from message_text where case when $1::text is null then state = 'failed' else message_id = $1 end
       returning message_id as id`,
      [messageId ?? null],
    );
    const again = rows.map(({ id }) => id);
    await transaction.query(
      `delete from document where message_id = any($1) and kind in ('text', 'searchable')`,
      [again],
    );
    await transaction.query('update message_page set turned = 0 where message_id = any($1)', [
      again,
    ]);
    await transaction.query(
      `update work set due_at = now(), ended_at = null, attempts = 0, last_error = null
        where kind = 'recognise' and subject = any($1)`,
      [again],
    );
    if (again.length > 0)
      await audit(transaction, 'text-again', { detail: messageId ?? String(again.length) });
    return again.length;
  });
