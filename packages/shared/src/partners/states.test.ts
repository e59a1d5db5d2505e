import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  exchangeAfter,
  incomingStates,
  isFinal,
  mayDelete,
  outgoingStates,
  peopleStates,
  type Exchange,
  type PartnerFact,
} from './states.ts';

const machineFact = fc
  .constantFrom(...outgoingStates, ...incomingStates)
  .map((state): PartnerFact => ({ axis: 'machine', state }));
const peopleFact = fc
  .constantFrom(...peopleStates)
  .map((state): PartnerFact => ({ axis: 'people', state }));
const beginning = fc
  .constantFrom('SCHEDULED', 'RETRIEVED')
  .map((machine): Exchange => ({ machine, people: undefined }));

const after = (exchange: Exchange, facts: readonly PartnerFact[]): Exchange =>
  facts.reduce(exchangeAfter, exchange);

describe('whatever is told, in whatever order', () => {
  it('no fact of a machine is ever shown as what people did', () => {
    fc.assert(
      fc.property(beginning, fc.array(machineFact), (exchange, facts) => {
        expect(after(exchange, facts).people).toBeUndefined();
      }),
    );
  });

  it('each axis is what its own facts make of it, whatever the other is told in between', () => {
    fc.assert(
      fc.property(
        beginning,
        fc.array(fc.oneof(machineFact, peopleFact), { maxLength: 30 }),
        (exchange, facts) => {
          const of = (axis: PartnerFact['axis']) => facts.filter((fact) => fact.axis === axis);
          expect(after(exchange, facts)).toEqual({
            machine: after(exchange, of('machine')).machine,
            people: after(exchange, of('people')).people,
          });
        },
      ),
    );
  });

  it('the first final word of the machines stays', () => {
    fc.assert(
      fc.property(beginning, fc.array(machineFact), machineFact, (exchange, facts, last) => {
        const before = after(exchange, facts);
        fc.pre(isFinal(before.machine));
        expect(exchangeAfter(before, last)).toEqual(before);
      }),
    );
  });

  it('a message is never deleted while it is on its way, and always comes to an end', () => {
    fc.assert(
      fc.property(beginning, fc.array(machineFact), (exchange, facts) => {
        const { machine } = after(exchange, facts);
        const onItsWay = !['ACCEPTED', 'REJECTED', 'MESSAGE_EXCHANGE_ERROR', 'NEW'].includes(
          machine,
        );
        expect(mayDelete(machine)).toBe(!onItsWay);
        // from wherever it is, some word ends it
        const words = [...outgoingStates, ...incomingStates];
        const twice = words.flatMap((one) =>
          words.map((other) =>
            after({ machine, people: undefined }, [
              { axis: 'machine', state: one },
              { axis: 'machine', state: other },
            ]),
          ),
        );
        expect(twice.some((each) => isFinal(each.machine))).toBe(true);
      }),
    );
  });
});
