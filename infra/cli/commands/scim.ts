import {
  addScimToken,
  removeScimToken,
  scimSubjects,
  type ScimSubject,
} from '../actions/scim-tokens.ts';
import { argument, optionalOption, requiredOption, type Command } from '../command.ts';
import { CommandError } from '../command-error.ts';
import { tableLines } from '../table.ts';

const usualDays = 365;
const mostDays = 3 * 365;

export const scimTokenAdd: Command = {
  name: 'scim token add',
  arguments: 'NAME',
  options: {
    issuer: { type: 'string' },
    subject: { type: 'string' },
    days: { type: 'string' },
  },
  optionHelp: [
    '  --issuer URL    of the people whom the directory tells of: their login’s, as `person list` shows it',
    `  --subject NAME  the attribute that is their subject there: ${scimSubjects.join(', ')}`,
    `  --days N        until it expires: ${usualDays} unless told, ${mostDays} at most`,
  ],
  summary: 'lets a directory of staff tell of people and groups by SCIM; prints its token once',
  run: async (context) => {
    const { database } = await context.house();
    const { clock, randomness } = context;
    const made = await addScimToken({ database, clock, randomness })({
      name: argument(context, 0),
      issuer: requiredOption(context, 'issuer'),
      subjectFrom: subjectOf(requiredOption(context, 'subject')),
      days: daysOf(optionalOption(context, 'days')),
    });
    return {
      lines: [
        `token  ${made.token}`,
        `It works until ${made.expiresAt.toISOString()}, and is not shown again: only its hash is kept.`,
      ],
      data: made,
    };
  },
};

export const scimTokenRemove: Command = {
  name: 'scim token remove',
  arguments: 'TOKEN',
  summary: 'ends a token (by name or id), at once; the people and groups that it told stay',
  run: async (context) => {
    const { database } = await context.house();
    const id = await removeScimToken({ database, clock: context.clock })(argument(context, 0));
    return { lines: [`${argument(context, 0)} proves nothing any more.`], data: { id } };
  },
};

interface Row {
  readonly id: string;
  readonly name: string;
  readonly issuer: string;
  readonly subjectFrom: ScimSubject;
  readonly expiresAt: Date;
  readonly removedAt: Date | null;
  readonly users: number;
  readonly groups: number;
}

export const scimTokenList: Command = {
  name: 'scim token list',
  summary:
    'tokens of directories, until when they work, and how many people and groups each directory told',
  run: async ({ house }) => {
    const { database } = await house();
    const { rows } = await database.query<Row>(
      `select t.id, t.name, t.issuer, t.subject_from as "subjectFrom", t.expires_at as "expiresAt",
              t.removed_at as "removedAt",
              (select count(*)::int from scim_user u where u.issuer = t.issuer) as users,
              (select count(*)::int from scim_group g where g.issuer = t.issuer) as groups
         from scim_token t order by t.removed_at nulls first, t.name`,
    );
    return {
      lines: tableLines(
        ['name', 'people by', 'until', 'removed', 'people', 'groups', 'issuer', 'id'],
        rows.map((row) => [
          row.name,
          row.subjectFrom,
          row.expiresAt.toISOString().slice(0, 10),
          row.removedAt?.toISOString().slice(0, 10) ?? null,
          String(row.users),
          String(row.groups),
          row.issuer,
          row.id,
        ]),
      ),
      data: rows,
    };
  },
};

const subjectOf = (text: string): ScimSubject => {
  const subject = scimSubjects.find((each) => each === text);
  if (subject === undefined)
    throw new CommandError('usage-wrong', `--subject is one of ${scimSubjects.join(', ')}.`);
  return subject;
};

const daysOf = (text = String(usualDays)): number => {
  const days = Number(text);
  if (/^\d+$/.test(text) && days >= 1 && days <= mostDays) return days;
  throw new CommandError('usage-wrong', `--days is 1 to ${mostDays}.`);
};
