import { wordsOf } from '@kuvert/platform/config/environment';

import {
  addWebhook,
  resendWebhooks,
  rotateWebhook,
  switchWebhookOff,
  switchWebhookOn,
  testWebhook,
  type WebhookDeps,
} from '../actions/webhooks.ts';
import { CommandError } from '../command-error.ts';
import { argument, optionalOption, type Command, type CommandContext } from '../command.ts';
import { findDepartment } from '../find.ts';
import { tableLines } from '../table.ts';

const depsOf = async ({ house, clock, randomness }: CommandContext): Promise<WebhookDeps> => ({
  database: (await house()).database,
  clock,
  randomness,
});

export const webhookAdd: Command = {
  name: 'webhook add',
  arguments: 'DEPARTMENT URL',
  options: { types: { type: 'string' } },
  optionHelp: ['  --types A,B  these events alone; docs/webhooks.md lists them'],
  summary: "tells a department's system of what happens there, signed; shows the secret once",
  run: async (context) => {
    const deps = await depsOf(context);
    const departmentId = await findDepartment(deps.database, argument(context, 0));
    const types = wordsOf(optionalOption(context, 'types'));
    const url = argument(context, 1);
    const { id, secret } = await addWebhook(deps)({ departmentId, url, types });
    return {
      lines: [
        `Webhook ${id} is told of ${types.length === 0 ? 'everything' : types.join(', ')} from now on.`,
        `Its secret, shown this once: ${secret}`,
        'Outbound sends webhooks where KUVERT_WEBHOOKS is true; try it: `kuvert webhook test`.',
      ],
      data: { id, departmentId, url, types, secret },
    };
  },
};

export const webhookRotate: Command = {
  name: 'webhook rotate',
  arguments: 'WEBHOOK',
  options: { hours: { type: 'string' } },
  optionHelp: [
    '  --hours N  for so long the earlier secret signs as well; 24 unless told, 0 at once',
  ],
  summary: 'gives a webhook a new secret, shown once',
  run: async (context) => {
    const text = optionalOption(context, 'hours') ?? '24';
    if (!/^\d{1,3}$/.test(text))
      throw new CommandError('usage-wrong', '--hours is a number from 0 to 999.');
    const hours = Number(text);
    const rotate = rotateWebhook(await depsOf(context));
    const { id, secret } = await rotate({ id: argument(context, 0), hours });
    return {
      lines: [
        `The new secret, shown this once: ${secret}`,
        hours === 0
          ? 'The earlier one signs no more.'
          : `The earlier one signs beside it for ${hours} hours.`,
      ],
      data: { id, secret, hours },
    };
  },
};

export const webhookOff: Command = {
  name: 'webhook off',
  arguments: 'WEBHOOK',
  summary: 'tells a webhook nothing more',
  run: async (context) => {
    const id = argument(context, 0);
    await switchWebhookOff(await depsOf(context))({ id });
    return { lines: [`Webhook ${id} is off.`], data: { id } };
  },
};

export const webhookOn: Command = {
  name: 'webhook on',
  arguments: 'WEBHOOK',
  summary: 'tells a webhook again that was switched off; not of what happened meanwhile',
  run: async (context) => {
    const id = argument(context, 0);
    await switchWebhookOn(await depsOf(context))({ id });
    return {
      lines: [`Webhook ${id} is on. \`kuvert webhook resend ${id}\` sends what was given up.`],
      data: { id },
    };
  },
};

export const webhookTest: Command = {
  name: 'webhook test',
  arguments: 'WEBHOOK',
  summary: 'sends an event that says nothing; `webhook events` shows whether it was taken',
  run: async (context) => {
    const id = argument(context, 0);
    const event = await testWebhook(await depsOf(context))({ id });
    return { lines: [`Outbound sends ${event} within seconds.`], data: { id, event } };
  },
};

export const webhookResend: Command = {
  name: 'webhook resend',
  arguments: 'EVENT-OR-WEBHOOK',
  summary: 'sends a given-up event again, or all of a webhook',
  run: async (context) => {
    const id = argument(context, 0);
    const resent = await resendWebhooks(await depsOf(context))({ id });
    return { lines: [`Events that are sent again: ${resent}`], data: { id, resent } };
  },
};

interface Row {
  readonly id: string;
  readonly department: string;
  readonly url: string;
  readonly types: readonly string[] | null;
  readonly state: string;
  readonly waiting: number;
  readonly dead: number;
}

export const webhookList: Command = {
  name: 'webhook list',
  summary: 'webhooks, how they are, and how many events wait or were given up',
  run: async ({ house }) => {
    const { rows } = await (
      await house()
    ).database.query<Row>(
      `select p.id, d.name as department, p.url, p.types,
              case when p.off_at is not null then 'off: ' || p.off_reason
                   when p.failing_since is not null then 'failing' else 'on' end as state,
              (select count(*) from webhook_event e where e.endpoint_id = p.id and e.ended_at is null)::int as waiting,
              (select count(*) from webhook_event e where e.endpoint_id = p.id and e.outcome = 'dead')::int as dead
         from webhook_endpoint p join department d on d.id = p.department_id order by d.name, p.created_at`,
    );
    return {
      lines: tableLines(
        ['department', 'url', 'events', 'state', 'waiting', 'given up', 'id'],
        rows.map((row) => [
          row.department,
          row.url,
          row.types?.join(' ') ?? 'all',
          row.state,
          row.waiting,
          row.dead,
          row.id,
        ]),
      ),
      data: rows,
    };
  },
};

interface EventRow {
  readonly id: string;
  readonly type: string;
  readonly at: Date;
  readonly attempts: number;
  readonly answer: string | null;
  readonly outcome: string;
}

export const webhookEvents: Command = {
  name: 'webhook events',
  arguments: 'WEBHOOK',
  summary: 'its last hundred events, and what came of them',
  run: async (context) => {
    const { database } = await context.house();
    const { rows } = await database.query<EventRow>(
      `select id, type, at, attempts, last_code as answer, coalesce(outcome, 'waiting') as outcome
         from webhook_event where endpoint_id = $1 order by at desc, id limit 100`,
      [argument(context, 0)],
    );
    return {
      lines: tableLines(
        ['event', 'type', 'at', 'attempts', 'answer', 'outcome'],
        rows.map((row) => [
          row.id,
          row.type,
          row.at.toISOString(),
          row.attempts,
          row.answer,
          row.outcome,
        ]),
      ),
      data: rows,
    };
  },
};
