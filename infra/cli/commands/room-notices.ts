import { endRoomNotices, setRoomNotices } from '../actions/room-notices.ts';
import { argument, optionalOption, type Command } from '../command.ts';
import { findPartnerFunction } from '../find.ts';
import { tableLines } from '../table.ts';

export const roomNoticesSet: Command = {
  name: 'room-notices set',
  arguments: 'FUNCTION ADDRESS',
  options: { language: { type: 'string' } },
  optionHelp: [
    '  --language sv|da|en  sv unless told',
    '  An address of the function, no person’s. It is told that something lies in the room and where one logs in.',
  ],
  summary: 'where a function (by id) is told by mail that something new lies in the room',
  run: async (context) => {
    const { database } = await context.house();
    const functionId = await findPartnerFunction(database, argument(context, 0));
    const { clock, randomness } = context;
    const set = await setRoomNotices({ database, clock, randomness })({
      functionId,
      address: argument(context, 1),
      language: optionalOption(context, 'language') ?? 'sv',
    });
    return {
      lines: [`The function is told at ${set.address} that something new lies in the room.`],
      data: { functionId, ...set },
    };
  },
};

export const roomNoticesOff: Command = {
  name: 'room-notices off',
  arguments: 'FUNCTION',
  summary: 'tells it nothing by mail any more, and deletes the address',
  run: async (context) => {
    const { database } = await context.house();
    const functionId = await findPartnerFunction(database, argument(context, 0));
    await endRoomNotices({ database })(functionId);
    return { lines: ['The function is told nothing by mail any more.'], data: { functionId } };
  },
};

interface Row {
  readonly id: string;
  readonly partner: string;
  readonly name: string;
  readonly address: string | null;
  readonly language: string | null;
  readonly last: string | null;
  readonly at: Date | null;
}

export const roomNoticesList: Command = {
  name: 'room-notices list',
  summary: 'functions in the room, where each is told by mail, and what came of the last notice',
  run: async ({ house }) => {
    const { rows } = await (
      await house()
    ).database.query<Row>(
      `select f.id, p.name as partner, f.name, a.address, a.language, concat_ws(' ', l.outcome, l.last_code) as last,
              l.ended_at as at
         from partner_function f join partner p on p.id = f.partner_id
         left join notice_address a on a.function_id = f.id
         left join lateral (select outcome, last_code, ended_at from notice n
           where n.address_id = a.id and n.ended_at is not null order by n.ended_at desc limit 1) l on true
        where f.removed_at is null
          and (a.id is not null or exists (select from room_membership m where m.function_id = f.id))
        order by p.name, f.name, f.id`,
    );
    return {
      lines: tableLines(
        ['partner', 'function', 'language', 'address', 'last', 'at', 'id'],
        rows.map((row) => [
          ...[row.partner, row.name, row.language ?? '', row.address ?? 'none'],
          ...[row.last ?? '', row.at?.toISOString() ?? '', row.id],
        ]),
      ),
      data: rows,
    };
  },
};
