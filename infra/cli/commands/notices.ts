import {
  addNoticeAddress,
  endNotices,
  removeNoticeAddress,
  setNotices,
} from '../actions/notices.ts';
import { argument, optionalOption, type Command } from '../command.ts';
import { findDepartment } from '../find.ts';
import { tableLines } from '../table.ts';

export const noticesSet: Command = {
  name: 'notices set',
  arguments: 'DEPARTMENT',
  options: {
    arrived: { type: 'boolean' },
    untaken: { type: 'string' },
    language: { type: 'string' },
  },
  optionHelp: [
    '  --arrived            that something new lies in the mailbox',
    '  --untaken MINUTES    that for so long nobody has taken something that lies there',
    '  --language sv|da|en  sv unless told',
    '  Outbound sends them, by SMTP_URL. They name the department and where one logs in, and nothing of a message.',
  ],
  summary: 'what a department is told by mail; nothing of any content',
  run: async (context) => {
    const { database } = await context.house();
    const name = argument(context, 0);
    const departmentId = await findDepartment(database, name);
    const setting = await setNotices({ database, clock: context.clock })({
      departmentId,
      arrived: context.values['arrived'] === true,
      untaken: optionalOption(context, 'untaken'),
      language: optionalOption(context, 'language') ?? 'sv',
    });
    const { rows } = await database.query<{ number: number }>(
      'select count(*)::int as number from notice_address where department_id = $1',
      [departmentId],
    );
    const { arrived, untakenAfter } = setting;
    return {
      lines: [
        ...(arrived ? [`${name} is told by mail when something comes.`] : []),
        ...(untakenAfter === null
          ? []
          : [
              `${name} is told by mail when nobody has taken something for ${untakenAfter} minutes.`,
            ]),
        ...(rows[0]?.number === 0 ? ['It has no address yet: `kuvert notices add`.'] : []),
      ],
      data: { departmentId, ...setting },
    };
  },
};

export const noticesOff: Command = {
  name: 'notices off',
  arguments: 'DEPARTMENT',
  summary: 'tells it nothing by mail any more; its addresses stay',
  run: async (context) => {
    const { database } = await context.house();
    const name = argument(context, 0);
    const departmentId = await findDepartment(database, name);
    await endNotices({ database })({ departmentId });
    return { lines: [`${name} is told nothing by mail any more.`], data: { departmentId } };
  },
};

export const noticesAdd: Command = {
  name: 'notices add',
  arguments: 'DEPARTMENT ADDRESS',
  summary: 'an address that its notices go to: of the department, or of a member',
  run: async (context) => {
    const { database } = await context.house();
    const name = argument(context, 0);
    const departmentId = await findDepartment(database, name);
    const { clock, randomness } = context;
    const add = addNoticeAddress({ database, clock, randomness });
    const address = await add({ departmentId, address: argument(context, 1) });
    return {
      lines: [`Notices to ${name} go to ${address}, too.`],
      data: { departmentId, address },
    };
  },
};

export const noticesRemove: Command = {
  name: 'notices remove',
  arguments: 'DEPARTMENT ADDRESS',
  summary: 'takes an address away and deletes it',
  run: async (context) => {
    const { database } = await context.house();
    const [name, address] = [argument(context, 0), argument(context, 1)];
    const departmentId = await findDepartment(database, name);
    await removeNoticeAddress({ database })({ departmentId, address });
    return {
      lines: [`No notice to ${name} goes to ${address} any more.`],
      data: { departmentId, address },
    };
  },
};

interface Row {
  readonly department: string;
  readonly arrived: boolean;
  readonly untaken: number | null;
  readonly language: string | null;
  readonly address: string | null;
  readonly last: string | null;
  readonly at: Date | null;
}

export const noticesList: Command = {
  name: 'notices list',
  summary:
    'what departments are told by mail, at which addresses, and what came of the last notice',
  run: async ({ house }) => {
    const { rows } = await (
      await house()
    ).database.query<Row>(
      `select d.name as department, coalesce(s.arrived, false) as arrived, s.untaken_after as untaken, s.language,
              a.address, concat_ws(' ', l.outcome, l.last_code) as last, l.ended_at as at
         from department d left join notice_setting s on s.department_id = d.id
         left join notice_address a on a.department_id = d.id
         left join lateral (select outcome, last_code, ended_at from notice n
           where n.address_id = a.id and n.ended_at is not null order by n.ended_at desc limit 1) l on true
        where s.department_id is not null or a.id is not null order by d.name, a.address`,
    );
    return {
      lines: tableLines(
        ['department', 'arrived', 'untaken', 'language', 'address', 'last', 'at'],
        rows.map((row) => [
          row.department,
          row.arrived ? 'yes' : 'no',
          row.untaken === null ? 'no' : `${row.untaken} min`,
          row.language ?? '',
          row.address ?? '',
          row.last ?? '',
          row.at?.toISOString() ?? '',
        ]),
      ),
      data: rows,
    };
  },
};
