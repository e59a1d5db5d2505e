import { addPerson } from '../actions/departments.ts';
import { requiredOption, type Command } from '../command.ts';
import { CommandError } from '../command-error.ts';
import { tableLines } from '../table.ts';

export const personAdd: Command = {
  name: 'person add',
  options: {
    issuer: { type: 'string' },
    subject: { type: 'string' },
    name: { type: 'string' },
    locale: { type: 'string' },
  },
  optionHelp: [
    "  --issuer URL    the identity provider's issuer, exactly as in KUVERT_OIDC_ISSUER",
    "  --subject TEXT  who it is there: the ID token's `sub`",
    '  --name TEXT     how colleagues see them',
    '  --locale sv|en  the language of the user interface; asked of the browser without it',
  ],
  summary: 'makes someone known before their first login',
  run: async (context) => {
    const { database } = await context.house();
    const { clock, randomness } = context;
    const person = {
      issuer: requiredOption(context, 'issuer'),
      subject: requiredOption(context, 'subject'),
      name: requiredOption(context, 'name'),
    };
    const locale = localeOf(context.values['locale']);
    const id = await addPerson({ database, clock, randomness })({
      ...person,
      ...(locale === undefined ? {} : { locale }),
    });
    return { lines: [`${person.name} is known now: ${id}`], data: { id, ...person, locale } };
  },
};

const localeOf = (text: unknown): 'sv' | 'en' | undefined => {
  if (text === undefined || text === 'sv' || text === 'en') return text;
  throw new CommandError('usage-wrong', '--locale is sv or en.');
};

interface Row {
  readonly id: string;
  readonly name: string;
  readonly issuer: string;
  readonly subject: string;
  readonly departments: string[];
  readonly frontDesk: boolean;
  readonly deactivatedAt: Date | null;
}

export const personList: Command = {
  name: 'person list',
  summary:
    'people, the departments that they are members of, who is of the front desk, and who has left',
  run: async ({ house }) => {
    const { rows } = await (
      await house()
    ).database.query<Row>(
      `select p.id, p.name, p.issuer, p.subject,
              array(select d.name from membership m join department d on d.id = m.department_id
                     where m.person_id = p.id order by d.name) as departments,
              exists (select from front_desk f where f.person_id = p.id) as "frontDesk",
              p.deactivated_at as "deactivatedAt"
         from person p where p.kind = 'person' order by p.name, p.id`,
    );
    return {
      lines: tableLines(
        ['name', 'departments', 'front desk', 'left', 'subject', 'issuer', 'id'],
        rows.map((row) => [
          row.name,
          row.departments.join(', ') || null,
          row.frontDesk ? 'yes' : null,
          row.deactivatedAt?.toISOString().slice(0, 10) ?? null,
          row.subject,
          row.issuer,
          row.id,
        ]),
      ),
      data: rows,
    };
  },
};
