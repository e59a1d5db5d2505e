import type { LogRow } from '@kuvert/mailbox/store/log';
import { isUuid } from '@kuvert/shared/ids';

import { searchLog, type LogSearch } from '../actions/search-log.ts';
import { optionalOption, type Command, type CommandContext } from '../command.ts';
import { CommandError } from '../command-error.ts';
import { count } from '../doctor/finding.ts';
import { findApiClient, findDepartment, findPerson } from '../find.ts';
import type { House } from '../house.ts';
import { readBounded } from '../read-bounded.ts';
import { tableLines } from '../table.ts';
import { timeOption } from '../time-option.ts';

const dayMs = 24 * 60 * 60 * 1000;
const mostRows = 2000;
const mostPatientBytes = 100;

export const auditSearch: Command = {
  name: 'audit search',
  options: {
    person: { type: 'string' },
    system: { type: 'string' },
    department: { type: 'string' },
    document: { type: 'string' },
    patient: { type: 'string' },
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
    '  --patient FILE       what concerns the person whose number is in FILE, and nothing else: a command line is',
    '                       seen by everybody here. /dev/stdin: what is typed (Ctrl-D ends it) or piped in',
    '  --from, --until TIME such as 2026-05-04T10:00:00Z; the last week unless told',
    '  --reads              what was read or taken out, and nothing else',
    '  --before ROW         rows older than that one: the next page',
    `  --most N             100 unless told, ${mostRows} at most`,
  ],
  summary: 'who did what, and who opened what, newest first; the search is on record itself',
  run: async (context) => {
    const house = await context.house();
    const { rows, unasked } = await searchLog({
      database: house.database,
      keyProvider: () => house.keyProvider(),
      clock: context.clock,
    })(await searchOf(context, house));
    const table = tableLines(
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
    );
    if (unasked === null) return { lines: table, data: rows.map(toJson) };
    return {
      lines: unasked === 0 ? table : [...table, unaskedLine(unasked)],
      data: { rows: rows.map(toJson), unasked },
    };
  },
};

const unaskedLine = (unasked: number): string =>
  `Of ${count(unasked, 'document', 'documents')} that somebody read in this time nobody has said whom they concern: they are not among these.`;

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
    patient: await patientOf(context),
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

/** As it was written; a file that has more than a number and some space holds none. */
const patientOf = async (context: CommandContext): Promise<string | null> => {
  const file = optionalOption(context, 'patient');
  if (file === undefined) return null;
  const bytes = await readBounded(context.resolvePath(file), mostPatientBytes);
  return bytes.byteLength > mostPatientBytes ? '' : bytes.toString('utf8');
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
