import fc from 'fast-check';
import { expect, it } from 'vitest';

import { asId } from '@kuvert/shared/ids';
import { rejected } from '@kuvert/shared/partners/reasons';
import { MessageServiceError, type MessageService } from '@kuvert/shared/ports/message-service';
import { createFixedClock } from '@kuvert/testkit/fixed-clock';
import { createForeseeableRandomness } from '@kuvert/testkit/foreseeable-randomness';
import { createMemoryMessageService } from '@kuvert/testkit/memory-message-service';
import { watchMessageService } from '@kuvert/testkit/watched-message-service';

import { sentMessage } from '../test-support/partner-message.ts';
import { pollMessageService, type PollDeps } from './poll-message-service.ts';
import type { HeldMessage } from './sdk-ports.ts';
import { sdkStepNames, type StepName } from './steps.ts';

const work = { id: asId<'work'>('w'), kind: 'poll-sdk', subject: 'sdk', attempts: 1, leaseId: 'l' };
const partner = { id: asId<'partner'>('p'), name: 'P', domain: '0203:p.example', mostADay: 1 };

const broken = { why: { code: 'SV', reason: 'structure' }, at: 'recipient' } as const;

/** What ingest keeps, in memory; the operator may have set up too little, and a power cut comes at any step. */
const openPoll = () => {
  const clock = createFixedClock();
  const service = createMemoryMessageService(clock);
  /** What was filed, by id: its label, each time that it was. */
  const filed = new Map<string, string[]>();
  const held = new Map<string, HeldMessage>();
  const state = { isSetUp: true, cutAt: undefined as StepName | 'commit' | undefined };
  const cut = (at: typeof state.cutAt): void => {
    if (state.cutAt !== at) return;
    state.cutAt = undefined;
    throw new Error('cut');
  };
  const deps: PollDeps = {
    messageService: watchMessageService(service).service,
    messages: {
      lastTakenAt: () => Promise.resolve(undefined),
      held: () => Promise.resolve([...held.values()]),
      hold: async (holding) => void held.set(holding.messageId, holding),
      release: async (id) => void held.delete(id),
    },
    partners: { partnerOf: async () => (state.isSetUp ? partner : undefined) },
    ledger: { carrierChecked: () => Promise.resolve(), settle: () => Promise.resolve() },
    accept: async (_partner, message) => {
      if (message.kind === 'rejected') return message;
      const { messageId: id, label } = message.attributes;
      const before = filed.get(id);
      if (before && !before.includes(label)) return rejected('BV', 'duplicate');
      if (!before) filed.set(id, [label]);
      cut('commit');
      return { kind: 'accepted', data: {} as never };
    },
    faultOf: async ({ label }) => (label === 'broken' ? broken : undefined),
    events: { sdkPolled: () => {}, sdkPollFailed: () => {}, sdkHeld: () => {} },
    intake: { isOpen: async () => true },
    clock,
    randomness: createForeseeableRandomness(),
    steps: async (name) => cut(name),
    longestQuietMs: 60_000,
  };
  const poll = () => pollMessageService(deps)(work, new AbortController().signal);
  return { clock, service, filed, held, state, poll };
};

const ids = ['1', '2', '3'].map((digit) => `0000000${digit}-0000-4000-8000-000000000000`);
const calls: readonly (keyof MessageService)[] = ['list', 'fetch', 'remove'];

const event = fc.oneof(
  fc.record({
    kind: fc.constant('comes' as const),
    id: fc.constantFrom(...ids),
    label: fc.constantFrom('one', 'other'),
  }),
  fc.record({
    kind: fc.constant('away' as const),
    on: fc.constantFrom(...calls),
    done: fc.boolean(),
    code: fc.constantFrom('message-service-unavailable', 'message-service-nonsense'),
  }),
  fc.record({
    kind: fc.constant('cut' as const),
    at: fc.constantFrom('commit' as const, ...sdkStepNames),
  }),
  fc.record({ kind: fc.constant('set-up' as const), isSetUp: fc.boolean() }),
  fc.record({ kind: fc.constant('time' as const), minutes: fc.integer({ min: 1, max: 90 }) }),
  fc.record({ kind: fc.constant('poll' as const) }),
);

it('what breaks the schema or the rules is held by its reason, and left where it lies', async () => {
  const { service, filed, held, poll } = openPoll();
  service.deliver(sentMessage({ messageId: ids[0], label: 'broken' }));
  await poll();
  expect([...held.values()]).toMatchObject([
    { messageId: ids[0], why: { code: 'SV structure', field: 'recipient', isOurs: false } },
  ]);
  expect([filed.size, service.held.size]).toEqual([0, 1]);
});

it('whatever comes, is cut or is away, in whatever order: a message lies there until it is filed here, and is filed once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { maxLength: 40 }), async (events) => {
      const { clock, service, filed, held, state, poll } = openPoll();
      const came = new Map<string, string>();
      for (const each of events) {
        switch (each.kind) {
          case 'comes':
            // what lies there stays as it is: its service has given the receipt
            if (!service.held.has(each.id)) {
              service.deliver(sentMessage({ messageId: each.id, label: each.label }));
              if (!came.has(each.id)) came.set(each.id, each.label);
            }
            break;
          case 'away': {
            const { on, done, code } = each;
            service.faults.push({ on, done, error: new MessageServiceError(code) });
            break;
          }
          case 'cut':
            state.cutAt = each.at;
            break;
          case 'set-up':
            state.isSetUp = each.isSetUp;
            break;
          case 'time':
            clock.advance(each.minutes * 60_000);
            break;
          case 'poll':
            await poll().catch(() => undefined);
        }
        for (const [id, label] of came)
          expect(service.held.has(id) || filed.get(id)?.[0] === label).toBe(true);
      }
      // when nothing is wrong any more, all is here, and there lies only what an id was used twice for
      Object.assign(state, { isSetUp: true, cutAt: undefined });
      service.faults.length = 0;
      clock.advance(3_600_000);
      await poll();
      for (const [id, label] of came) expect(filed.get(id)).toEqual([label]);
      expect([...service.held.keys()].toSorted()).toEqual([...held.keys()].toSorted());
    }),
    { numRuns: 300 },
  );
});
