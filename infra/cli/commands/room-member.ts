import { addRoomMember, removeRoomMember } from '../actions/room-members.ts';
import { argument, requiredOption, type Command, type CommandContext } from '../command.ts';
import { findPartnerFunction } from '../find.ts';
import { tableLines } from '../table.ts';

const options = { issuer: { type: 'string' }, subject: { type: 'string' } } as const;
const optionHelp = [
  "  --issuer URL    the identity provider's issuer, exactly as in KUVERT_OIDC_ISSUER",
  "  --subject TEXT  who it is there: the ID token's `sub`",
];

const personOf = (context: CommandContext) => ({
  issuer: requiredOption(context, 'issuer'),
  subject: requiredOption(context, 'subject'),
});

export const roomMemberAdd: Command = {
  name: 'room-member add',
  arguments: 'FUNCTION',
  options: { ...options, name: { type: 'string' } },
  optionHelp: [...optionHelp, '  --name TEXT     how departments see them, until they log in'],
  summary: 'lets somebody of a partner read and write for a function (by id) in the room',
  run: async (context) => {
    const house = await context.house();
    const { database } = house;
    const functionId = await findPartnerFunction(database, argument(context, 0));
    const { clock, randomness } = context;
    const deps = { database, clock, randomness, keyWrapper: await house.keyWrapper() };
    const person = { ...personOf(context), name: requiredOption(context, 'name') };
    const id = await addRoomMember(deps)(functionId, person);
    return {
      lines: [`${person.name} reads and writes for the function in the room now.`],
      data: { id, functionId },
    };
  },
};

export const roomMemberRemove: Command = {
  name: 'room-member remove',
  arguments: 'FUNCTION',
  options,
  optionHelp,
  summary: 'ends that, at once',
  run: async (context) => {
    const { database } = await context.house();
    const functionId = await findPartnerFunction(database, argument(context, 0));
    await removeRoomMember({ database })(functionId, personOf(context));
    return { lines: ['They see nothing of the function any more.'], data: { functionId } };
  },
};

export const roomMemberList: Command = {
  name: 'room-member list',
  arguments: 'FUNCTION',
  summary: 'who reads and writes for a function in the room',
  run: async (context) => {
    const { database } = await context.house();
    const functionId = await findPartnerFunction(database, argument(context, 0));
    const { rows } = await database.query<Record<'id' | 'name' | 'issuer' | 'subject', string>>(
      `select p.id, p.name, p.issuer, p.subject from room_membership m join room_person p on p.id = m.person_id
        where m.function_id = $1 order by p.name, p.id`,
      [functionId],
    );
    return {
      lines: tableLines(
        ['name', 'issuer', 'subject'],
        rows.map(({ name, issuer, subject }) => [name, issuer, subject]),
      ),
      data: rows,
    };
  },
};
