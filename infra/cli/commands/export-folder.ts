import { endExportFolder, setExportFolder } from '../actions/export-folder.ts';
import { argument, requiredOption, type Command } from '../command.ts';
import { findDepartment } from '../find.ts';
import { tableLines } from '../table.ts';

export const exportFolderSet: Command = {
  name: 'export-folder set',
  arguments: 'DEPARTMENT FOLDER',
  options: { on: { type: 'string' } },
  optionHelp: [
    '  --on arrived|taken|done  when a fax goes there',
    '  FOLDER is a name below KUVERT_EXPORT_DIR; make it, with the rights of who empties it.',
  ],
  summary: "puts a department's faxes into a folder, opened, for a system without an API",
  run: async (context) => {
    const { database } = await context.house();
    const [name, folder] = [argument(context, 0), argument(context, 1)];
    const departmentId = await findDepartment(database, name);
    const set = setExportFolder({ database, clock: context.clock });
    const on = await set({ departmentId, folder, on: requiredOption(context, 'on') });
    return {
      lines: [
        `Faxes of ${name} go to ${folder} from now on, when they are ${on}.`,
        'They lie there opened: whoever empties the folder answers for them.',
      ],
      data: { departmentId, folder, on },
    };
  },
};

export const exportFolderOff: Command = {
  name: 'export-folder off',
  arguments: 'DEPARTMENT',
  summary: 'puts nothing there any more; what lies there stays',
  run: async (context) => {
    const { database } = await context.house();
    const name = argument(context, 0);
    const departmentId = await findDepartment(database, name);
    await endExportFolder({ database })({ departmentId });
    return { lines: [`Nothing of ${name} is exported any more.`], data: { departmentId } };
  },
};

interface Row {
  readonly department: string;
  readonly folder: string;
  readonly on: string;
  readonly exported: number;
  readonly held: number;
}

export const exportFolderList: Command = {
  name: 'export-folder list',
  summary: 'export folders, with how many faxes went there and how many are held',
  run: async ({ house }) => {
    const { rows } = await (
      await house()
    ).database.query<Row>(
      `select d.name as department, f.folder, f.export_on as on,
              (select count(*) from message_export e where e.department_id = d.id and e.exported_at is not null)::int
                as exported,
              (select count(*) from message_export e where e.department_id = d.id and e.held is not null)::int as held
         from export_folder f join department d on d.id = f.department_id order by d.name`,
    );
    return {
      lines: tableLines(
        ['department', 'folder', 'on', 'exported', 'held'],
        rows.map((row) => [row.department, row.folder, row.on, row.exported, row.held]),
      ),
      data: rows,
    };
  },
};
