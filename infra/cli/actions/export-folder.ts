import type { Clock } from '@kuvert/shared/clock';
import type { DepartmentId } from '@kuvert/shared/ids';
import type { Database } from '@kuvert/platform/postgres/database';

import { CommandError } from '../command-error.ts';
import { audit } from './audit.ts';

/** When a fax goes to the folder: once it has arrived, once somebody has taken it, once it is registered or not to be. */
export const exportMoments = ['arrived', 'taken', 'done'] as const;

export type ExportMoment = (typeof exportMoments)[number];

interface ExportDeps {
  readonly database: Database;
  readonly clock: Clock;
}

/**
 * Lets a department's faxes be put into a folder from now on; what was set before is replaced.
 * @throws CommandError `usage-wrong`; `name-taken` when it is another department's
 */
export const setExportFolder =
  ({ database, clock }: ExportDeps) =>
  (input: {
    readonly departmentId: DepartmentId;
    readonly folder: string;
    readonly on: string;
  }): Promise<ExportMoment> => {
    const moment = exportMoments.find((each) => each === input.on);
    if (moment === undefined)
      throw new CommandError('usage-wrong', `--on is one of ${exportMoments.join(', ')}.`);
    if (!/^[a-z0-9][a-z0-9_-]{0,63}$/.test(input.folder))
      throw new CommandError(
        'usage-wrong',
        'A folder is one name of a-z, 0-9, _ and -, below KUVERT_EXPORT_DIR.',
      );
    return database.transaction(async (transaction) => {
      const { rows } = await transaction.query(
        'select from export_folder where folder = $1 and department_id <> $2',
        [input.folder, input.departmentId],
      );
      if (rows.length > 0)
        throw new CommandError('name-taken', 'That folder is another department’s.');
      await transaction.query(
        `insert into export_folder (department_id, folder, export_on, set_at) values ($1, $2, $3, $4)
         on conflict (department_id) do update
           set folder = excluded.folder, export_on = excluded.export_on, set_at = excluded.set_at`,
        [input.departmentId, input.folder, moment, clock.now()],
      );
      await audit(transaction, 'export-folder-set', {
        department: input.departmentId,
        detail: moment,
      });
      return moment;
    });
  };

/**
 * Puts nothing there any more, what waits for it included; what lies there stays.
 * @throws CommandError `export-folder-unknown`
 */
export const endExportFolder =
  ({ database }: Pick<ExportDeps, 'database'>) =>
  ({ departmentId }: { readonly departmentId: DepartmentId }): Promise<void> =>
    database.transaction(async (transaction) => {
      const { rowCount } = await transaction.query(
        'delete from export_folder where department_id = $1',
        [departmentId],
      );
      if (rowCount !== 1)
        throw new CommandError('export-folder-unknown', 'That department has no export folder.');
      await audit(transaction, 'export-folder-off', { department: departmentId });
    });
