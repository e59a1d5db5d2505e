import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { failureCauses, unknownReasons } from './causes.ts';
import {
  deliveryStateNames,
  holdsTheLine,
  isBeforeDialling,
  isFinal,
  type DeliveryState,
} from './delivery.ts';
import type { CarrierFact, DeliveryFact, HouseFact } from './facts.ts';
import { nextState } from './next-state.ts';

const cause = fc.constantFrom(...failureCauses);
const reason = fc.constantFrom(...unknownReasons);
const pages = fc.option(fc.integer({ min: 0, max: 350 }), { nil: undefined });

const withPages = <T extends object>(fact: T, count: number | undefined): T =>
  count === undefined ? fact : { ...fact, pages: count };

const houseFact: fc.Arbitrary<HouseFact> = fc.oneof(
  fc.constantFrom<HouseFact>(
    { kind: 'preparing' },
    { kind: 'filed' },
    { kind: 'submitting' },
    { kind: 'not-reached' },
    { kind: 'account-held' },
    { kind: 'taken-back' },
    { kind: 'restored' },
  ),
  cause.map((each): HouseFact => ({ kind: 'given-up', cause: each })),
  reason.map((each): HouseFact => ({ kind: 'silence', reason: each })),
);
const lastWord: fc.Arbitrary<CarrierFact> = fc.oneof(
  pages.map((count): CarrierFact => withPages({ kind: 'delivered' }, count)),
  fc
    .tuple(cause, pages)
    .map(([each, count]): CarrierFact => withPages({ kind: 'failed', cause: each }, count)),
  fc.constant<CarrierFact>({ kind: 'cancelled' }),
);
const passingWord: fc.Arbitrary<CarrierFact> = fc.oneof(
  fc.constantFrom<CarrierFact>({ kind: 'accepted' }, { kind: 'dialling' }),
  reason.map((each): CarrierFact => ({ kind: 'unconfirmed', reason: each })),
);
const carrierFact = fc.oneof(lastWord, passingWord);
const anyFact: fc.Arbitrary<DeliveryFact> = fc.oneof(houseFact, carrierFact);

const anyState: fc.Arbitrary<DeliveryState> = fc
  .tuple(fc.constantFrom(...deliveryStateNames), cause, reason)
  .map(([name, why, unsure]): DeliveryState => {
    if (name === 'failed') return { name, cause: why };
    if (name === 'unknown') return { name, reason: unsure };
    return { name };
  });

const after = (state: DeliveryState, facts: readonly DeliveryFact[]): DeliveryState =>
  facts.reduce((now, fact) => nextState(now, fact) ?? now, state);

const submitting: DeliveryState = { name: 'submitting' };

describe('a delivery', () => {
  it('goes from the queue to its end by one fact after the other', () => {
    const facts: DeliveryFact[] = [
      { kind: 'preparing' },
      { kind: 'submitting' },
      { kind: 'accepted' },
      { kind: 'dialling' },
      { kind: 'delivered', pages: 2 },
    ];
    const seen = facts.map((_, index) => after({ name: 'queued' }, facts.slice(0, index + 1)).name);
    expect(seen).toEqual(['preparing', 'submitting', 'accepted', 'dialling', 'delivered']);
  });

  it('keeps its last word whatever comes later', () => {
    fc.assert(
      fc.property(anyState, fc.array(anyFact), (state, facts) => {
        fc.pre(isFinal(state.name));
        expect(after(state, facts)).toEqual(state);
      }),
    );
  });

  it('changes nothing when a fact is told twice', () => {
    fc.assert(
      fc.property(anyState, anyFact, (state, fact) => {
        const once = after(state, [fact]);
        expect(after(once, [fact])).toEqual(once);
      }),
    );
  });

  it('ends the same in whatever order and however often the carrier tells', () => {
    const told = fc
      .tuple(lastWord, fc.array(passingWord))
      .chain(([last, others]) =>
        fc.tuple(
          fc.constant(last),
          fc.shuffledSubarray([last, ...others, last, ...others], { minLength: 1 }),
        ),
      );
    fc.assert(
      fc.property(told, ([last, facts]) => {
        fc.pre(facts.includes(last));
        expect(after(submitting, facts)).toEqual(after(submitting, [last]));
      }),
    );
  });
});

describe('a second dial', () => {
  it('is never due again once the order may have reached the carrier', () => {
    const surelyNot = new Set(['not-reached', 'account-held']);
    const butNotReached = anyFact.filter(({ kind }) => !surelyNot.has(kind));
    fc.assert(
      fc.property(fc.array(butNotReached), (facts) => {
        const path = facts.map((_, index) => after(submitting, facts.slice(0, index + 1)).name);
        expect(path.filter(isBeforeDialling)).toEqual([]);
      }),
    );
  });

  it('is never due again after a word of the carrier, however it comes', () => {
    fc.assert(
      fc.property(fc.array(anyFact), carrierFact, fc.array(anyFact), (earlier, word, later) => {
        const told = after(after({ name: 'queued' }, earlier), [word]);
        const path = later.map((_, index) => after(told, later.slice(0, index + 1)).name);
        expect([told.name, ...path].filter((name) => isBeforeDialling(name))).toEqual([]);
      }),
    );
  });
});

describe('an unknown outcome', () => {
  it.each(unknownReasons)('comes of silence while the line is held: %s', (why) => {
    for (const name of deliveryStateNames.filter(holdsTheLine))
      expect(after({ name } as DeliveryState, [{ kind: 'silence', reason: why }])).toEqual({
        name: 'unknown',
        reason: why,
      });
  });

  it('is no failure, and stays until a last word of the carrier', () => {
    const noLastWord = fc.oneof(houseFact, passingWord);
    fc.assert(
      fc.property(reason, fc.array(noLastWord), (why, facts) => {
        const unknown: DeliveryState = { name: 'unknown', reason: why };
        expect(after(unknown, facts)).toEqual(unknown);
      }),
    );
  });

  it('is resolved by a late last word', () => {
    expect(
      after({ name: 'unknown', reason: 'never-told' }, [{ kind: 'delivered', pages: 3 }]),
    ).toEqual({ name: 'delivered' });
  });
});

describe('taking back', () => {
  it('works as long as nothing has left the house, and not after', () => {
    const taken = deliveryStateNames.filter((name) => {
      const state = { name } as DeliveryState;
      return name !== 'cancelled' && after(state, [{ kind: 'taken-back' }]).name === 'cancelled';
    });
    expect(taken).toEqual(['queued', 'preparing']);
  });
});
