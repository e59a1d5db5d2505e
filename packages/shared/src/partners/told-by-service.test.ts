import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { failureCauses } from '../sending/causes.ts';
import { isFinal, type DeliveryState } from '../sending/delivery.ts';
import { nextState } from '../sending/next-state.ts';
import { MessageStatus } from './client-api.ts';
import { peopleStates } from './states.ts';
import { rejectionReasons } from './refusal.ts';
import { causeOf, factOfStatus } from './told-by-service.ts';

const statuses = fc.array(fc.constantFrom(...MessageStatus.options), { maxLength: 20 });

/** What a delivery that is handed over becomes, whatever the service says of it. */
const after = (told: readonly MessageStatus[]): DeliveryState =>
  told.reduce<DeliveryState>(
    (state, status) => {
      const fact = factOfStatus(status, undefined);
      return (fact && nextState(state, fact)) ?? state;
    },
    { name: 'submitting' },
  );

/** The first that says how it ended for certain. */
const lastWord = (told: readonly MessageStatus[]): MessageStatus | undefined =>
  told.find((status) => status === 'ACCEPTED' || status === 'REJECTED');

describe('whatever the message service says, in whatever order and how often', () => {
  it('a message has arrived where it said ACCEPTED, has failed where REJECTED, and the first word stays', () => {
    fc.assert(
      fc.property(statuses, (told) => {
        const { name } = after(told);
        const word = lastWord(told);
        expect(isFinal(name) ? name : undefined).toBe(
          word && (word === 'ACCEPTED' ? 'delivered' : 'failed'),
        );
      }),
    );
  });

  it('a message is never back where it would be handed over again', () => {
    fc.assert(
      fc.property(statuses, (told) => {
        expect(['queued', 'preparing', 'cancelled']).not.toContain(after(told).name);
      }),
    );
  });

  it('nothing of it is what people did', () => {
    const facts = MessageStatus.options.map((status) => factOfStatus(status, undefined)?.kind);
    for (const fact of facts) expect(peopleStates).not.toContain(fact?.toUpperCase());
  });
});

describe('a rejection', () => {
  it.each(rejectionReasons)('for $code $reason has a cause that people are told of', (why) => {
    expect(failureCauses).toContain(causeOf(why));
    expect(causeOf(why)).toMatch(/^rejected-/);
  });

  it('that says nothing of why is refused, and no more', () => {
    expect(causeOf(undefined)).toBe('refused');
  });
});
