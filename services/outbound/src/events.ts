import type { Log } from '@kuvert/platform/logging/log';
import { Counter, type Registry } from 'prom-client';

import type { UnknownReason } from '@kuvert/shared/sending/causes';

import type { Effect } from './use-cases/ports.ts';

/** What happens in outbound, one function an event: a metric and a log line without anything personal. */
export interface OutboundEvents {
  /** An order was handed to a carrier; how it answered. */
  submitted(carrier: string, answer: string): void;
  /** A fact was kept; `house` when nobody told it. */
  told(carrier: string, effect: Effect): void;
  /** Nobody knows how a fax ended. */
  outcomeUnknown(carrier: string, reason: UnknownReason): void;
  /** The carrier's account takes no orders: an alarm for whoever runs the house. */
  accountHeld(carrier: string): void;
  /** The document can't be made into what the carrier fetches. */
  notPrepared(error: unknown): void;
  lookFailed(carrier: string, error: unknown): void;
  /** An unauthentic or senseless callback; nothing was kept. */
  refused(carrier: string, code: string): void;
  mediaServed(): void;
  /** A media link that is forged, has expired, or whose delivery is over. */
  mediaRefused(): void;
  objectLeft(error: unknown): void;
}

export const createEvents = (log: Log, registry: Registry): OutboundEvents => {
  const registers = [registry];
  const count = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Counter({ name: `kuvert_outbound_${name}_total`, help, labelNames, registers });
  const submissions = count('submissions', 'Orders handed over, by how they were answered', [
    'carrier',
    'answer',
  ]);
  const states = count('states', 'States that deliveries came into', ['carrier', 'state', 'cause']);
  const nexts = count('after_failures', 'What was done about failures: again, held, final', [
    'carrier',
    'cause',
    'next',
  ]);
  const kept = count('facts_without_effect', 'Facts told again, late or of another fax', [
    'carrier',
    'effect',
  ]);
  const holds = count('account_holds', 'Orders that the carrier’s account kept here', ['carrier']);
  const looks = count('failed_looks', 'Times that a carrier could not be asked', ['carrier']);
  const refusals = count('refused_callbacks', 'Callbacks refused', ['carrier', 'code']);
  const media = count('media_requests', 'Media links used', ['outcome']);
  return {
    submitted: (carrier, answer) => {
      submissions.inc({ carrier, answer });
      if (answer !== 'accepted') log.warn('order-not-accepted', { carrier, answer });
    },
    told: (carrier, effect) => {
      if (effect.kind !== 'changed') {
        kept.inc({ carrier, effect: effect.kind });
        return;
      }
      const { state, delivery, next } = effect;
      const cause =
        state.name === 'failed' ? state.cause : state.name === 'unknown' ? state.reason : '';
      states.inc({ carrier, state: state.name, cause });
      log.info(`delivery-${state.name}`, { carrier, delivery: delivery.id, cause });
      if (next) {
        nexts.inc({ carrier, cause, next: next.kind });
        if (next.kind === 'held') log.warn('delivery-held', { carrier, why: next.why });
      }
    },
    outcomeUnknown: (carrier, reason) => log.warn('outcome-unknown', { carrier, reason }),
    accountHeld: (carrier) => {
      holds.inc({ carrier });
      log.warn('carrier-account-held', { carrier });
    },
    notPrepared: (error) => log.error('fax-not-prepared', error),
    lookFailed: (carrier, error) => {
      looks.inc({ carrier });
      log.error('carrier-not-asked', error, { carrier });
    },
    refused: (carrier, code) => {
      refusals.inc({ carrier, code });
      log.warn('callback-refused', { carrier, code });
    },
    mediaServed: () => media.inc({ outcome: 'served' }),
    mediaRefused: () => {
      media.inc({ outcome: 'refused' });
      log.warn('media-link-refused');
    },
    objectLeft: (error) => log.error('unused-object-left', error),
  };
};
