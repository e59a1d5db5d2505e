import { holdsTheLine, isBeforeDialling, isFinal, type DeliveryState } from './delivery.ts';
import type { CarrierFact, DeliveryFact, HouseFact } from './facts.ts';

/**
 * What a fact makes of a delivery; undefined when it changes nothing (the fact is kept as evidence all the same).
 *
 *     fact \ state     queued      preparing   submitting  accepted   dialling   unknown    final
 *     preparing        preparing   ·           ·           ·          ·          ·          ·
 *     filed            ·           delivered   ·           ·          ·          ·          ·
 *     submitting       ·           submitting  ·           ·          ·          ·          ·
 *     not-reached      ·           ·           queued      ·          ·          ·          ·
 *     account-held     ·           ·           queued      ·          ·          ·          ·
 *     given-up         failed      failed      failed      ·          ·          ·          ·
 *     taken-back       cancelled   cancelled   ·           ·          ·          ·          ·
 *     restored         unknown     unknown     ·           ·          ·          ·          ·
 *     silence          ·           ·           unknown     unknown    unknown    ·          ·
 *     accepted         accepted    accepted    accepted    ·          ·          ·          ·
 *     dialling         dialling    dialling    dialling    dialling   ·          ·          ·
 *     unconfirmed      unknown     unknown     unknown     unknown    unknown    ·          ·
 *     delivered        delivered   delivered   delivered   delivered  delivered  delivered  ·
 *     failed           failed      failed      failed      failed     failed     failed     ·
 *     cancelled        cancelled   cancelled   cancelled   cancelled  cancelled  cancelled  ·
 *
 * So a delivery only goes forward, with one exception: `not-reached` and `account-held`, when surely nobody has the
 * order. A carrier's
 * word counts in whatever state it comes, before the dial as well: whoever has it must not get it twice. Its final
 * word resolves `unknown`; the first final word stays.
 */
export const nextState = (state: DeliveryState, fact: DeliveryFact): DeliveryState | undefined => {
  if (isFinal(state.name)) return undefined;
  return isHouseFact(fact) ? byHouse(state, fact) : byCarrier(state, fact);
};

const houseKinds: ReadonlySet<DeliveryFact['kind']> = new Set<HouseFact['kind']>([
  'preparing',
  'filed',
  'submitting',
  'not-reached',
  'account-held',
  'given-up',
  'taken-back',
  'restored',
  'silence',
]);

const isHouseFact = (fact: DeliveryFact): fact is HouseFact => houseKinds.has(fact.kind);

const byHouse = ({ name }: DeliveryState, fact: HouseFact): DeliveryState | undefined => {
  switch (fact.kind) {
    case 'preparing':
      return name === 'queued' ? { name: 'preparing' } : undefined;
    case 'filed':
      return name === 'preparing' ? { name: 'delivered' } : undefined;
    case 'submitting':
      return name === 'preparing' ? { name: 'submitting' } : undefined;
    case 'not-reached':
    case 'account-held':
      return name === 'submitting' ? { name: 'queued' } : undefined;
    case 'given-up':
      return isBeforeDialling(name) || name === 'submitting'
        ? { name: 'failed', cause: fact.cause }
        : undefined;
    case 'taken-back':
      return isBeforeDialling(name) ? { name: 'cancelled' } : undefined;
    case 'restored':
      return isBeforeDialling(name) ? { name: 'unknown', reason: 'restored' } : undefined;
    case 'silence':
      return holdsTheLine(name) ? { name: 'unknown', reason: fact.reason } : undefined;
  }
};

const byCarrier = ({ name }: DeliveryState, fact: CarrierFact): DeliveryState | undefined => {
  switch (fact.kind) {
    case 'accepted':
      return isBeforeDialling(name) || name === 'submitting' ? { name: 'accepted' } : undefined;
    case 'dialling':
      return name === 'dialling' || name === 'unknown' ? undefined : { name: 'dialling' };
    case 'unconfirmed':
      return name === 'unknown' ? undefined : { name: 'unknown', reason: fact.reason };
    case 'delivered':
      return { name: 'delivered' };
    case 'failed':
      return { name: 'failed', cause: fact.cause };
    case 'cancelled':
      return { name: 'cancelled' };
  }
};
