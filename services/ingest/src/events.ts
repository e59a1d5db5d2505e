import type { Log } from '@kuvert/platform/logging/log';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

import type { MessageId, PartnerId } from '@kuvert/shared/ids';
import type { RejectionReason } from '@kuvert/shared/partners/reasons';

import type { Filing } from './use-cases/ports.ts';

/** What happens in ingest, one function an event: a metric and a log line without anything personal. */
export interface IngestEvents {
  accepted(
    carrier: string,
    source: 'webhook' | 'sweep',
    accepted: { readonly messageId: MessageId; readonly isNew: boolean },
  ): void;
  /** An unauthentic or senseless request; nothing was stored. */
  refused(carrier: string, code: string): void;
  filed(filing: Filing): void;
  mediaFailed(carrier: string, code: string, attempts: number): void;
  copyDeleted(carrier: string): void;
  copyNotDeleted(carrier: string, error: unknown): void;
  swept(carrier: string, listed: number): void;
  sweepFailed(carrier: string, error: unknown): void;
  /** A partner's system asked for a token; `granted`, or the error that it was answered. */
  partnerTokenAsked(outcome: string): void;
  partnerRejected(partner: PartnerId, why: RejectionReason): void;
  /** SDK's message service was asked; so many messages were taken. */
  sdkPolled(taken: number): void;
  sdkPollFailed(error: unknown): void;
  /** A message lies there since it can't be taken. */
  sdkHeld(code: string, tries: number): void;
  objectLeft(error: unknown): void;
  /** From now on faxes are taken in; or somebody takes care of unassigned ones again. */
  intakeOpened(): void;
  /** Nothing is taken in, since nobody takes care of unassigned faxes. */
  intakeClosed(): void;
  /** The last one who took care of unassigned faxes is gone; they are taken in all the same. */
  leftUnattended(): void;
}

/** Ingest doesn't know the department's name. */
const mendUnattended =
  'kuvert member add PERSON DEPARTMENT, the unassigned one; kuvert doctor names it';

export const createEvents = (log: Log, registry: Registry, now: () => Date): IngestEvents => {
  const registers = [registry];
  const count = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Counter({ name: `kuvert_ingest_${name}_total`, help, labelNames, registers });
  const receptions = count('receptions', 'Faxes that carriers told us of', [
    'carrier',
    'source',
    'replay',
  ]);
  const refusals = count('refused_requests', 'Requests refused', ['carrier', 'code']);
  const messages = count('messages', 'Messages filed', ['carrier', 'state', 'reason']);
  const mediaFailures = count('media_failures', 'Media that did not come', ['carrier', 'code']);
  const copies = count('carrier_copies', 'Carrier copies by what became of them', [
    'carrier',
    'outcome',
  ]);
  const sweeps = count('sweeps', 'Checks of what a carrier holds', ['carrier', 'outcome']);
  const partnerTokens = count('partner_tokens', 'Tokens that partners asked for', ['outcome']);
  const partnerRejections = count('partner_rejections', "Partners' messages rejected", [
    'code',
    'reason',
  ]);
  const sdkPolls = count('sdk_polls', "Looks at SDK's message service", ['outcome']);
  const sdkHoldings = count('sdk_held', 'Tries that left a message at the message service', [
    'code',
  ]);
  const gauge = (name: string, help: string) =>
    new Gauge({ name: `kuvert_ingest_${name}`, help, registers });
  const open = gauge('intake_open', 'Whether faxes are taken in: 1 or 0');
  const attended = gauge('unassigned_attended', 'Whether unassigned faxes have a handler: 1 or 0');
  const seconds = new Histogram({
    name: 'kuvert_ingest_available_seconds',
    help: 'From the webhook to available',
    labelNames: ['carrier'],
    buckets: [0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 120, 600, 3600],
    registers,
  });

  return {
    accepted: (carrier, source, { messageId, isNew }) => {
      receptions.inc({ carrier, source, replay: String(!isNew) });
      // A sweep sees every fax of the last day again: only what is new is worth a line.
      if (isNew || source === 'webhook')
        log.info('reception-accepted', { carrier, source, message: messageId, replay: !isNew });
    },
    refused: (carrier, code) => {
      refusals.inc({ carrier, code });
      log.warn('request-refused', { carrier, code });
    },
    filed: ({ reception, outcome }) => {
      const { carrier, messageId } = reception;
      const reason = outcome.state === 'attention' ? outcome.reason : '';
      const elapsed = (now().getTime() - reception.acceptedAt.getTime()) / 1000;
      messages.inc({ carrier, state: outcome.state, reason });
      if (outcome.state === 'available') seconds.observe({ carrier }, elapsed);
      log.info(`message-${outcome.state}`, {
        carrier,
        message: messageId,
        reason,
        seconds: elapsed,
      });
    },
    mediaFailed: (carrier, code, attempts) => {
      mediaFailures.inc({ carrier, code });
      log.warn('media-failed', { carrier, code, attempts });
    },
    copyDeleted: (carrier) => {
      copies.inc({ carrier, outcome: 'deleted' });
      log.info('carrier-copy-deleted', { carrier });
    },
    copyNotDeleted: (carrier, error) => {
      copies.inc({ carrier, outcome: 'failed' });
      log.error('carrier-copy-not-deleted', error, { carrier });
    },
    swept: (carrier, listed) => {
      sweeps.inc({ carrier, outcome: 'ok' });
      log.info('carrier-swept', { carrier, listed });
    },
    sweepFailed: (carrier, error) => {
      sweeps.inc({ carrier, outcome: 'failed' });
      log.error('carrier-sweep-failed', error, { carrier });
    },
    partnerTokenAsked: (outcome) => {
      partnerTokens.inc({ outcome });
      if (outcome !== 'granted') log.warn('partner-token-refused', { outcome });
    },
    partnerRejected: (partner, { code, reason }) => {
      partnerRejections.inc({ code, reason });
      log.warn('partner-message-rejected', { partner, code, reason });
    },
    sdkPolled: (taken) => {
      sdkPolls.inc({ outcome: 'ok' });
      if (taken > 0) log.info('sdk-polled', { taken });
    },
    sdkPollFailed: (error) => {
      sdkPolls.inc({ outcome: 'failed' });
      log.error('sdk-poll-failed', error);
    },
    sdkHeld: (code, tries) => {
      sdkHoldings.inc({ code });
      log.warn('sdk-message-held', { code, tries });
    },
    objectLeft: (error) => log.error('unused-object-left', error),
    intakeOpened: () => {
      open.set(1);
      attended.set(1);
      log.info('intake-open');
    },
    intakeClosed: () => {
      open.set(0);
      attended.set(0);
      log.warn('intake-closed', { mend: mendUnattended });
    },
    leftUnattended: () => {
      attended.set(0);
      log.warn('unassigned-unattended', { mend: mendUnattended });
    },
  };
};
