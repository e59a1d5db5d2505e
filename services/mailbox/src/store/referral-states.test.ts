import { randomUUID } from 'node:crypto';

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openDatabase, type Database } from '@kuvert/platform/postgres/database';
import { KuvertError } from '@kuvert/shared/errors';
import { systemClock } from '@kuvert/shared/clock';
import {
  answeringSteps,
  mayFollow,
  referralStates,
  type ReferralState,
} from '@kuvert/shared/referrals/states';
import { actingAs } from '@kuvert/testkit/acting';

import { startHouse, type House } from '../test-support/house.ts';
import { markReferral, stepReferral, unmarkReferral } from '../use-cases/referrals.ts';

let house: House;
let database: Database;
let messageId: string;
beforeAll(async () => {
  house = await startHouse();
  database = openDatabase({
    url: house.database.urlOf('mailbox'),
    max: 2,
    onError: () => undefined,
  });
  messageId = (await house.receive(house.care)).id;
  // what else an order needs before it is sent is tested where it belongs
  for (const trigger of ['send_order_is_looked_at', 'send_order_is_routed'])
    await house.database.sql(`alter table send_order disable trigger ${trigger}`);
});
afterAll(async () => {
  await database.close();
  await house.stop();
});

const stateOf = async (): Promise<ReferralState | undefined> => {
  const [row] = await house.database.sql<{ state: ReferralState }>(
    'select state from referral where message_id = $1',
    [messageId],
  );
  return row?.state;
};

const referralIn = async (state: ReferralState): Promise<string> => {
  await house.database.sql('delete from referral');
  await house.database.sql(
    `insert into referral (message_id, department_id, state, marked_at, changed_at) values ($1, $2, $3, now(), now())`,
    [messageId, house.care.id, state],
  );
  return messageId;
};

const pairs = referralStates.flatMap((before) =>
  referralStates.filter((after) => after !== before).map((after) => [before, after] as const),
);

describe('the database', () => {
  it.each(pairs)(
    'has a referral that is %s become %s as the model has it',
    async (before, after) => {
      const id = await referralIn(before);
      await house.database
        .sql('update referral set state = $2 where message_id = $1', [id, after])
        .catch(() => undefined);
      expect((await stateOf()) === after).toBe(mayFollow(before, after));
    },
  );

  it.each(['rejected', 'on-hold'])(
    'has nobody say without an answer that it is %s',
    async (after) => {
      const id = await referralIn('received');
      const said = database.transaction(
        (transaction) =>
          transaction.query('update referral set state = $2 where message_id = $1', [id, after]),
        await actingAs(house.database, house.personIds.anna),
      );
      await expect(said).rejects.toMatchObject({ constraint: 'referral_goes_its_way' });
    },
  );
});

type Act =
  | { readonly kind: 'step'; readonly to: 'received' | 'accepted' | 'answered' }
  | { readonly kind: 'answer'; readonly to: (typeof answeringSteps)[number] }
  | { readonly kind: 'undo' | 'cancel' | 'mark' | 'unmark' };

const acts: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    kind: fc.constant('step' as const),
    to: fc.constantFrom('received' as const, 'accepted' as const, 'answered' as const),
  }),
  fc.record({ kind: fc.constant('answer' as const), to: fc.constantFrom(...answeringSteps) }),
  fc.record({ kind: fc.constantFrom('undo', 'cancel', 'mark', 'unmark') }),
);

/** A referral, what people do with it, and the answers that were sent and not taken back. */
const play = async () => {
  await house.database.sql('delete from referral');
  const { person, session } = await actingAs(house.database, house.personIds.anna);
  const actor = { person, idHash: session };
  const deps = {
    ...{ database, clock: systemClock, randomness: { uuid: randomUUID } },
    ...({ country: 'SE', timeZone: 'Europe/Stockholm' } as const),
  };
  const { sql } = house.database;
  const standing: string[] = [];
  /** As `accept_order` and outbound's queue leave it. */
  const answer = async (to: string): Promise<void> => {
    const id = randomUUID();
    await sql(
      `insert into send_order (id, department_id, created_by, request_id, created_at, changed_at, to_number, from_number,
         resolution, cover, language, reply_to, code, key_id, contents, referral_step, channel_reason)
       values ($1, $2, $3, $1, now(), now(), '+46313900601', '+46225111111', 'fine', true, 'sv', $4, $1, $5, '', $6, 'no-secure-address')`,
      [id, house.care.id, person, messageId, house.care.keyId, to],
    );
    await sql(`update send_order set stage = 'sent', sent_at = clock_timestamp() where id = $1`, [
      id,
    ]);
    await sql(
      `insert into delivery (id, order_id, department_id, attempt, to_number, from_number, asked_by, possible_duplicate,
         state, queued_at, due_at, deadline, changed_at)
       values ($1, $1, $2, 1, '+46313900601', '+46225111111', $3, false, 'queued', now(), now(), now(), now())`,
      [id, house.care.id, person],
    );
    standing.push(id);
  };
  const takeBack = async (isUndone: boolean): Promise<void> => {
    const id = standing.pop();
    await sql(`update delivery set state = 'cancelled' where id = $1`, [id]);
    if (isUndone)
      await sql(`update send_order set stage = 'draft', sent_at = null where id = $1`, [id]);
  };
  const doIt = (act: Act): Promise<unknown> => {
    switch (act.kind) {
      case 'mark':
        return markReferral(deps)(actor, messageId, null);
      case 'unmark':
        return unmarkReferral(deps)(actor, messageId);
      case 'step':
        return stepReferral(deps)(actor, messageId, act.to);
      case 'answer':
        return answer(act.to);
      case 'undo':
      case 'cancel':
        return takeBack(act.kind === 'undo');
    }
  };
  await markReferral(deps)(actor, messageId, null);
  return {
    state: () => stateOf(),
    /** Whether it was done; what was refused changes nothing. */
    attempt: (act: Act): Promise<boolean> =>
      doIt(act).then(
        () => true,
        (error: unknown) => {
          const isRefusal = error instanceof KuvertError;
          const isOfDatabase =
            error instanceof Error &&
            'constraint' in error &&
            error.constraint === 'referral_goes_its_way';
          if (!isRefusal && !isOfDatabase) throw error;
          return false;
        },
      ),
  };
};

describe('whatever people do with a referral', () => {
  it('moves it as the model has it, what is refused changes nothing, and it never vanishes but by being unmarked', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(acts, { minLength: 1, maxLength: 12 }), async (sequence) => {
        const { state, attempt } = await play();
        for (const act of sequence) {
          const before = await state();
          const isDone = await attempt(act);
          const after = await state();
          const stays = before === after;
          const isMarking = before === undefined && act.kind === 'mark' && after === 'received';
          const isUnmarking = before === 'received' && act.kind === 'unmark' && after === undefined;
          const follows = before !== undefined && after !== undefined && mayFollow(before, after);
          expect({ act, before, after, ok: stays || isMarking || isUnmarking || follows }).toEqual({
            ...{ act, before, after },
            ok: true,
          });
          expect(isDone || stays).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });
});
