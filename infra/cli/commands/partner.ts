import { readFile } from 'node:fs/promises';

import {
  addDepartmentAddress,
  addPartner,
  addPartnerFunction,
  addPartnerKey,
  removeDepartmentAddress,
  removePartnerFunction,
  removePartnerKey,
  setSdkAddress,
  switchPartner,
  type PartnerDeps,
} from '../actions/partners.ts';
import { CommandError } from '../command-error.ts';
import {
  argument,
  optionalOption,
  requiredOption,
  type Command,
  type CommandContext,
} from '../command.ts';
import { findDepartment, findPartner } from '../find.ts';
import { tableLines } from '../table.ts';

const depsOf = async ({ house, clock, randomness }: CommandContext): Promise<PartnerDeps> => ({
  database: (await house()).database,
  clock,
  randomness,
});

export const partnerAdd: Command = {
  name: 'partner add',
  arguments: 'NAME ORGANISATION',
  options: { 'most-a-day': { type: 'string' } },
  optionHelp: [
    '  ORGANISATION     as 0203:domain',
    '  --most-a-day N   messages that are taken from it within 24 hours (1000)',
  ],
  summary: 'makes an organisation known whose system sends messages and fetches replies',
  run: async (context) => {
    const most = optionalOption(context, 'most-a-day') ?? '1000';
    if (!/^[1-9]\d{0,6}$/.test(most))
      throw new CommandError('usage-wrong', '--most-a-day is a number from 1.');
    const name = argument(context, 0);
    const id = await addPartner(await depsOf(context))({
      name,
      domain: argument(context, 1),
      mostADay: Number(most),
    });
    return {
      lines: [
        `${name} is a partner. Its client id: ${id}`,
        'It needs a key (`kuvert partner-key add`) and a function (`kuvert partner-function add`),',
        'and a department that it writes to an address (`kuvert partner-address add`).',
      ],
      data: { id },
    };
  },
};

const switched = (to: 'on' | 'off', summary: string, said: string): Command => ({
  name: `partner ${to}`,
  arguments: 'PARTNER',
  summary,
  run: async (context) => {
    const deps = await depsOf(context);
    const id = await findPartner(deps.database, argument(context, 0));
    await switchPartner(deps)(id, to);
    return { lines: [`${argument(context, 0)} ${said}`], data: { id } };
  },
});

export const partnerOff = switched(
  'off',
  'lets a partner (by name or id) neither send nor fetch, at once',
  'is switched off. What lies ready for it waits.',
);
export const partnerOn = switched('on', 'lets a partner send and fetch again', 'is switched on.');

interface Row {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  readonly keys: readonly string[];
  readonly functions: readonly string[];
  readonly offAt: Date | null;
}

export const partnerList: Command = {
  name: 'partner list',
  summary: 'partners with their keys and functions, and what they call departments',
  run: async ({ house }) => {
    const { database } = await house();
    const { rows } = await database.query<Row>(
      `select p.id, p.name, p.domain, p.off_at as "offAt",
              array(select k.id from partner_key k where k.partner_id = p.id and k.removed_at is null
                     order by k.created_at) as keys,
              array(select concat_ws(' ', f.name, f.address, 'SDK ' || f.sdk_address, f.number, f.id) from partner_function f
                     where f.partner_id = p.id and f.removed_at is null order by f.created_at) as functions
         from partner p order by p.name`,
    );
    const { rows: addresses } = await database.query<Record<'address' | 'department', string>>(
      `select a.address, d.name as department from department_address a
         join department d on d.id = a.department_id order by d.name, a.address`,
    );
    return {
      lines: [
        ...rows.flatMap(({ id, name, domain, keys, functions, offAt }) => [
          `${name}  ${domain}  ${id}${offAt ? `  off since ${offAt.toISOString().slice(0, 10)}` : ''}`,
          ...keys.map((key) => `  key ${key}`),
          ...functions.map((each) => `  function ${each}`),
        ]),
        ...tableLines(
          ['address', 'department'],
          addresses.map(({ address, department }) => [address, department]),
        ),
      ],
      data: { partners: rows, addresses },
    };
  },
};

export const partnerKeyAdd: Command = {
  name: 'partner-key add',
  arguments: 'PARTNER FILE',
  summary: 'one more public key (PEM) that proves a partner; the others go on working',
  run: async (context) => {
    const deps = await depsOf(context);
    const partner = await findPartner(deps.database, argument(context, 0));
    const path = context.resolvePath(argument(context, 1));
    const pem = await readFile(path, 'utf8').catch((cause: unknown) => {
      throw new CommandError('file-failed', `${path} can not be read.`, { cause });
    });
    const id = await addPartnerKey(deps)(partner, pem);
    return { lines: [`Key ${id} proves ${argument(context, 0)} from now on.`], data: { id } };
  },
};

export const partnerKeyRemove: Command = {
  name: 'partner-key remove',
  arguments: 'KEY',
  summary: 'lets a key prove nothing any more, and ends the tokens of its partner',
  run: async (context) => {
    const id = argument(context, 0);
    await removePartnerKey(await depsOf(context))(id);
    return { lines: ['The key proves nothing any more.'], data: { id } };
  },
};

export const partnerFunctionAdd: Command = {
  name: 'partner-function add',
  arguments: 'PARTNER NAME',
  options: { address: { type: 'string' }, sdk: { type: 'string' }, number: { type: 'string' } },
  optionHelp: [
    '  --address ADDRESS  functional address, as its own system writes it to our gateway',
    '  --sdk ADDRESS      functional address in SDK, where it is reached by that',
    '  --number NUMBER    by which people here know it, such as its fax number: what is sent there goes securely',
  ],
  summary: 'a function that messages of a partner are from and for',
  run: async (context) => {
    const deps = await depsOf(context);
    const partner = await findPartner(deps.database, argument(context, 0));
    const name = argument(context, 1);
    const id = await addPartnerFunction(deps)(partner, {
      name,
      address: optionalOption(context, 'address'),
      sdkAddress: optionalOption(context, 'sdk'),
      number: requiredOption(context, 'number'),
    });
    return { lines: [`${name} can write, and be written to. Its id: ${id}`], data: { id } };
  },
};

export const partnerFunctionSdk: Command = {
  name: 'partner-function sdk',
  arguments: 'FUNCTION ADDRESS',
  summary: 'reaches a function (by id) by SDK from now on, at its functional address there',
  run: async (context) => {
    const [id, address] = [argument(context, 0), argument(context, 1)];
    await setSdkAddress(await depsOf(context))(id, address);
    return { lines: [`The function is reached by SDK at ${address}.`], data: { id, address } };
  },
};

export const partnerFunctionRemove: Command = {
  name: 'partner-function remove',
  arguments: 'FUNCTION',
  summary: 'takes a function (by id) away: nothing comes from it or goes to it any more',
  run: async (context) => {
    const id = argument(context, 0);
    await removePartnerFunction(await depsOf(context))(id);
    return { lines: ['The function is gone.'], data: { id } };
  },
};

export const partnerAddressAdd: Command = {
  name: 'partner-address add',
  arguments: 'DEPARTMENT ORGANISATION ADDRESS',
  summary: 'what partners call a department: our organisation (0203:domain) and its address',
  run: async (context) => {
    const deps = await depsOf(context);
    const departmentId = await findDepartment(deps.database, argument(context, 0));
    const [organisation, address] = [argument(context, 1), argument(context, 2)];
    await addDepartmentAddress(deps)(departmentId, { organisation, address });
    return {
      lines: [`Partners reach ${argument(context, 0)} at ${address} of ${organisation}.`],
      data: { departmentId, organisation, address },
    };
  },
};

export const partnerAddressRemove: Command = {
  name: 'partner-address remove',
  arguments: 'ADDRESS',
  summary: 'lets partners reach no department at an address any more',
  run: async (context) => {
    const address = argument(context, 0);
    await removeDepartmentAddress(await depsOf(context))(address);
    return { lines: ['The address is gone.'], data: { address } };
  },
};
