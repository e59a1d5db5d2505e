import { endHouseSessions, endSessions, listLoggedIn, listSessions } from '../actions/sessions.ts';
import { argument, type Command } from '../command.ts';
import { findPerson } from '../find.ts';
import { tableLines } from '../table.ts';

export const sessionList: Command = {
  name: 'session list',
  arguments: 'PERSON',
  summary: 'where somebody is logged in: by which kind of browser, since when, how strongly',
  run: async (context) => {
    const { database } = await context.house();
    const sessions = await listSessions({ database, clock: context.clock })(
      await findPerson(database, argument(context, 0)),
    );
    return {
      lines: tableLines(
        ['since', 'last used', 'browser', 'level'],
        sessions.map(({ since, seenAt, program, loa }) => [
          since.toISOString(),
          seenAt.toISOString(),
          program ?? '?',
          loa ?? '-',
        ]),
      ),
      data: sessions,
    };
  },
};

export const sessionPeople: Command = {
  name: 'session people',
  summary: 'who is logged in, by how many sessions; those who were here last, 200 at most',
  run: async (context) => {
    const { database } = await context.house();
    const people = await listLoggedIn({ database, clock: context.clock })();
    return {
      lines: tableLines(
        ['name', 'subject', 'sessions', 'last used', 'id'],
        people.map(({ id, name, subject, sessions, seenAt }) => [
          ...[name, subject, sessions, seenAt.toISOString(), id],
        ]),
      ),
      data: people,
    };
  },
};

export const sessionEnd: Command = {
  name: 'session end',
  arguments: 'PERSON',
  summary: 'ends every session of somebody in the mailbox, at once; they may log in again',
  run: async (context) => {
    const { database } = await context.house();
    const personId = await findPerson(database, argument(context, 0));
    const ended = await endSessions({ database, clock: context.clock })(personId);
    return { lines: [`${ended} ended.`], data: { person: personId, ended } };
  },
};

export const sessionEndAll: Command = {
  name: 'session end-all',
  summary: 'ends every session of everybody in the mailbox, at once; they may log in again',
  run: async (context) => {
    const { database } = await context.house();
    const ended = await endHouseSessions({ database, clock: context.clock })();
    return { lines: [`${ended} ended.`], data: { ended } };
  },
};
