import { apiScopes, isApiScope, type ApiScope } from '@kuvert/shared/api-scopes';

import {
  addApiClient,
  rotateApiClient,
  switchOffApiClient,
  type NewSecret,
} from '../actions/api-clients.ts';
import { argument, optionalOption, requiredOption, type Command } from '../command.ts';
import { CommandError } from '../command-error.ts';
import { findApiClient, findDepartment } from '../find.ts';
import { tableLines } from '../table.ts';

const day = 24 * 60 * 60_000;
const overlapDays = 7;
const mostOverlapDays = 90;

export const apiClientAdd: Command = {
  name: 'api-client add',
  arguments: 'NAME DEPARTMENT',
  options: { scopes: { type: 'string' } },
  optionHelp: [
    '  --scopes LIST   what it may do, separated by commas:',
    `                  ${apiScopes.join(',')}`,
  ],
  summary: 'lets a business system act in a department through the API; prints its secret once',
  run: async (context) => {
    const { database } = await context.house();
    const { clock, randomness } = context;
    const name = argument(context, 0);
    const made = await addApiClient({ database, clock, randomness })({
      name,
      departmentId: await findDepartment(database, argument(context, 1)),
      scopes: scopesOf(requiredOption(context, 'scopes')),
    });
    return {
      lines: [`${name} may act in ${argument(context, 1)} now.`, ...said(made)],
      data: made,
    };
  },
};

export const apiClientRotate: Command = {
  name: 'api-client rotate',
  arguments: 'CLIENT',
  options: { 'overlap-days': { type: 'string' } },
  optionHelp: [
    `  --overlap-days N  how long the secret before works as well: ${overlapDays} unless told, ${mostOverlapDays} at most`,
  ],
  summary: 'gives a system (by name or id) another secret, printed once; both work meanwhile',
  run: async (context) => {
    const { database } = await context.house();
    const { clock, randomness } = context;
    const clientId = await findApiClient(database, argument(context, 0));
    const overlapMs = overlapOf(optionalOption(context, 'overlap-days')) * day;
    const made = await rotateApiClient({ database, clock, randomness })({ clientId, overlapMs });
    const until = made.oldUntil.toISOString();
    return { lines: [...said(made), `the one before works until ${until}`], data: made };
  },
};

export const apiClientOff: Command = {
  name: 'api-client off',
  arguments: 'CLIENT',
  summary: 'switches a system off for good, at once; what it did stays under its name',
  run: async (context) => {
    const { database } = await context.house();
    const clientId = await findApiClient(database, argument(context, 0));
    await switchOffApiClient({ database, clock: context.clock })(clientId);
    return { lines: [`${argument(context, 0)} is switched off.`], data: { clientId } };
  },
};

interface Row {
  readonly id: string;
  readonly name: string;
  readonly department: string;
  readonly scopes: readonly string[];
  readonly createdAt: Date;
  readonly rotatedAt: Date | null;
  readonly offAt: Date | null;
}

export const apiClientList: Command = {
  name: 'api-client list',
  summary: 'business systems, where they act, what they may do, and since when',
  run: async ({ house }) => {
    const { database } = await house();
    const { rows } = await database.query<Row>(
      `select c.id, p.name, d.name as department, c.scopes, c.created_at as "createdAt", c.off_at as "offAt",
              (select nullif(max(s.created_at), c.created_at) from api_client_secret s
                where s.client_id = c.id) as "rotatedAt"
         from api_client c join person p on p.id = c.id join department d on d.id = c.department_id
        order by p.name, c.id`,
    );
    const dayOf = (at: Date | null): string | null => at?.toISOString().slice(0, 10) ?? null;
    return {
      lines: tableLines(
        ['name', 'department', 'scopes', 'made', 'rotated', 'off', 'client id'],
        rows.map((row) => [
          row.name,
          row.department,
          row.scopes.join(','),
          dayOf(row.createdAt),
          dayOf(row.rotatedAt),
          dayOf(row.offAt),
          row.id,
        ]),
      ),
      data: rows,
    };
  },
};

const said = ({ clientId, secret }: NewSecret): string[] => [
  `client id      ${clientId}`,
  `client secret  ${secret}`,
  'The secret is not shown again: only its hash is kept.',
];

const scopesOf = (text: string): ApiScope[] => {
  const words = text.split(',').map((word) => word.trim());
  const scopes = words.filter(isApiScope);
  if (scopes.length !== words.length)
    throw new CommandError('usage-wrong', `Scopes are ${apiScopes.join(', ')}.`);
  return [...new Set(scopes)];
};

const overlapOf = (text = String(overlapDays)): number => {
  const days = Number(text);
  if (/^\d+$/.test(text) && days <= mostOverlapDays) return days;
  throw new CommandError('usage-wrong', `--overlap-days is 0 to ${mostOverlapDays}.`);
};
