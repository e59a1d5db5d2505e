import { csvOf } from '@kuvert/shared/csv';
import { readFaxShare } from '@kuvert/platform/routing/fax-share';
import { shareOf } from '@kuvert/shared/routing/share';

import { CommandError } from '../command-error.ts';
import { optionalOption, type Command } from '../command.ts';
import { findDepartment } from '../find.ts';
import { tableLines } from '../table.ts';

const dayMs = 24 * 60 * 60 * 1000;
const mostDays = 3660;

export const reportFaxShare: Command = {
  name: 'report fax-share',
  options: {
    department: { type: 'string' },
    days: { type: 'string' },
    csv: { type: 'boolean' },
  },
  optionHelp: [
    '  --department NAME  of this department alone (by name or id); else of every one',
    '  --days N           back from now (30)',
    '  --csv              as values separated by semicolons',
  ],
  summary: 'how much of what was sent went by fax, by recipient, and who could be reached securely',
  run: async (context) => {
    const days = Number(optionalOption(context, 'days') ?? 30);
    if (!Number.isInteger(days) || days < 1 || days > mostDays)
      throw new CommandError('usage-wrong', `--days is a whole number from 1 to ${mostDays}.`);
    const { database } = await context.house();
    const department = optionalOption(context, 'department');
    const id = department === undefined ? null : await findDepartment(database, department);
    const since = new Date(context.clock.now().getTime() - days * dayMs);
    const share = await readFaxShare(database, id, since);
    const heading = ['department', 'number', 'contact', 'faxed', 'secure', 'secure address'];
    const rows = share.recipients.map((each) => [
      each.department,
      each.number,
      each.contact ?? '',
      each.faxed,
      each.secure,
      each.inHouse ?? '',
    ]);
    if (context.values['csv'] === true)
      return {
        lines: csvOf([heading, ...rows])
          .trimEnd()
          .split('\r\n'),
        data: share,
      };
    const { faxed, secure, avoidable } = share;
    return {
      lines: [
        `${days} days: ${faxed} by fax, ${secure} as secure messages; ${shareOf(share)} % by fax.`,
        `Of those faxed ${avoidable} went to recipients who have a secure address now.`,
        ...tableLines(heading, rows),
      ],
      data: share,
    };
  },
};
