import type { LogRow } from '@kuvert/mailbox/store/log';
import { isUuid } from '@kuvert/shared/ids';

import { searchLog, type LogSearch } from '../actions/search-log.ts';
import { optionalOption, type Command, type CommandContext } from '../command.ts';
import { CommandError } from '../command-error.ts';
import { findApiClient, findDepartment, findPerson } from '../find.ts';
import type { House } from '../house.ts';
import { tableLines } from '../table.ts';
import { timeOption } from '../time-option.ts';

const dayMs = 24 * 60 * 60 * 1000;
const mostRows = 2000;

export const auditSearch: Command = {
  name: 'audit search',
  options: {
    person: { type: 'string' },
    system: { type: 'string' },
    department: { type: 'string' },
    document: { type: 'string' },
    from: { type: 'string' },
    until: { type: 'string' },
    reads: { type: 'boolean' },
    before: { type: 'string' },
    most: { type: 'string' },
  },
  optionHelp: [
    '  --person PERSON      what that person did (by id or subject)',
    '  --system SYSTEM      what that business system did (by name or id)',
    '  --department NAME    in that department (by name or id)',
    "  --document ID        what was done with that message or sending; or a message's reference",
    '  --from, --until TIME such as 2026-05-04T10:00:00Z; the last week unless told',
    '  --reads              what was read or taken out, and nothing else',
    '  --before ROW         rows older than that one: the next page',
    `  --most N             100 unless told, ${mostRows} at most`,
  ],
  summary: 'who did what, and who opened what, newest first; the search is on record itself',
  run: async (context) => {
    const house = await context.house();
    const rows = await searchLog(house)(await searchOf(context, house));
    return {
      lines: tableLines(
        ['row', 'time', 'who', 'what', 'department', 'document', 'detail'],
        rows.map((row) => [
          row.seq,
          row.at.toISOString(),
          row.person ?? row.service,
          row.action,
          row.department,
          row.message_id?.slice(0, 8) ?? null,
          row.about === null ? row.detail : `${row.detail ?? ''} (${row.about})`,
        ]),
      ),
      data: rows.map(toJson),
    };
  },
};

const searchOf = async (context: CommandContext, { database }: House): Promise<LogSearch> => {
  const person = optionalOption(context, 'person');
  const system = optionalOption(context, 'system');
  const department = optionalOption(context, 'department');
  const until = timeOption(context, 'until');
  return {
    person:
      system === undefined
        ? person === undefined
          ? null
          : await findPerson(database, person)
        : await findApiClient(database, system),
    department: department === undefined ? null : await findDepartment(database, department),
    ...documentOf(optionalOption(context, 'document')),
    from:
      optionalOption(context, 'from') === undefined
        ? new Date(until.getTime() - 7 * dayMs)
        : timeOption(context, 'from'),
    until,
    readsOnly: context.values['reads'] === true,
    before: numberOption(context, 'before', Number.MAX_SAFE_INTEGER) ?? null,
    most: numberOption(context, 'most', mostRows) ?? 100,
  };
};

const documentOf = (text: string | undefined): Pick<LogSearch, 'messages' | 'reference'> => {
  if (text === undefined) return { messages: null, reference: null };
  const asked = text.toLowerCase();
  if (isUuid(asked)) return { messages: [asked], reference: null };
  if (/^[0-9a-f]{8}$/.test(asked)) return { messages: null, reference: asked };
  throw new CommandError(
    'usage-wrong',
    '--document is an id, or the eight characters of a reference.',
  );
};

const numberOption = (context: CommandContext, name: string, most: number): number | undefined => {
  const text = optionalOption(context, name);
  if (text === undefined) return undefined;
  const number = Number(text);
  if (Number.isSafeInteger(number) && number >= 1 && number <= most) return number;
  throw new CommandError('usage-wrong', `--${name} is a whole number from 1 to ${most}.`);
};

const toJson = (row: LogRow) => ({
  row: row.seq,
  at: row.at.toISOString(),
  service: row.service,
  person: row.person_id === null ? null : { id: row.person_id, name: row.person },
  action: row.action,
  department: row.department_id === null ? null : { id: row.department_id, name: row.department },
  message: row.message_id === null ? null : { id: row.message_id, receivedAt: row.received_at },
  document: row.document_id,
  detail: row.detail,
  about: row.about,
});
