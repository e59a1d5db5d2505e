import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

import { codeOf } from '@kuvert/shared/errors';
import type { Log } from '@kuvert/platform/logging/log';

/** What happened, as operators see it: one function an event, counts and log lines; nobody's name, nothing's content. */
export interface Events {
  started(facts: { origin: string; operations: string }): void;
  loggedIn(): void;
  loginFailed(error: unknown): void;
  /** A card logged nobody in, for this reason; the audit trail has it as well. */
  cardRefused(reason: string): void;
  /** The metadata of the identity provider by SAML couldn't be had, or are of no use; the last good ones hold. */
  samlMetadataNotHad(error: unknown): void;
  /** A connection to the listener for cards ended before a request, by this code. */
  cardHandshakeFailed(code: string): void;
  /** A CA's list or responder told nothing. */
  revocationNotTold(url: string, error: unknown): void;
  /** A certificate names a place that isn't among those we ask. */
  revocationNotAsked(url: string): void;
  /** A business system asked for an access token: `granted`, or the error of RFC 6749 that it was told. */
  tokenAsked(outcome: string): void;
  /** Allowed and audited: a page, a download, a print. */
  openingGranted(action: string): void;
  openingRefused(error: unknown): void;
  pageShown(milliseconds: number): void;
  /** The key of a request that was refused stays taken until its lease ends. */
  requestNotFreed(error: unknown): void;
  streamsOpen(count: number): void;
  databaseConnectionLost(error: unknown): void;
  bellFailed(error: unknown): void;
  /** A document was read by machine, and had text or none. */
  textRead(outcome: 'ready' | 'none', pages: number, milliseconds: number): void;
  /** By this code. */
  textGivenUp(code: string): void;
  /** Open browsers were not told how far the machine has read; they are told when it is done. */
  readingNotTold(error: unknown): void;
  objectLeft(error: unknown): void;
  /** Two faxes are probably the same; `exact`: by their bytes. */
  resendFound(exact: boolean): void;
  /** Two documents could not be compared, by this code. */
  comparisonFailed(code: string): void;
  /** A fax lies in its department's export folder. */
  exported(): void;
  /** It can't be put there now, by this code. */
  exportHeld(code: string): void;
}

export const createEvents = (log: Log, registry: Registry): Events => {
  const registers = [registry];
  const logins = new Counter({
    name: 'kuvert_mailbox_logins_total',
    help: 'Logins by how they ended',
    labelNames: ['outcome'],
    registers,
  });
  const samlMetadata = new Counter({
    name: 'kuvert_mailbox_saml_metadata_failures_total',
    help: "How often the identity provider's metadata could not be had, or were of no use",
    registers: [registry],
  });
  const cards = new Counter({
    name: 'kuvert_mailbox_cards_refused_total',
    help: 'Smart cards that logged nobody in, by reason; by `handshake` those that TLS itself refused',
    labelNames: ['reason'],
    registers,
  });
  const revocation = new Counter({
    name: 'kuvert_mailbox_revocation_failures_total',
    help: 'Questions about revocation that brought nothing, by code',
    labelNames: ['code'],
    registers,
  });
  const tokens = new Counter({
    name: 'kuvert_mailbox_tokens_total',
    help: 'Access tokens that business systems asked for, by how that ended',
    labelNames: ['outcome'],
    registers,
  });
  const openings = new Counter({
    name: 'kuvert_mailbox_openings_total',
    help: 'Documents and pages opened, by what for, and refused, by code',
    labelNames: ['outcome'],
    registers,
  });
  const pages = new Histogram({
    name: 'kuvert_mailbox_page_seconds',
    help: 'From the request to the picture of a page',
    buckets: [0.05, 0.1, 0.15, 0.25, 0.5, 1, 2, 5],
    registers,
  });
  const texts = new Counter({
    name: 'kuvert_mailbox_texts_total',
    help: 'Documents read by machine, by what came of it',
    labelNames: ['outcome'],
    registers,
  });
  const reading = new Histogram({
    name: 'kuvert_mailbox_reading_seconds_per_page',
    help: 'Reading a document by machine, a page',
    buckets: [0.25, 0.5, 1, 2, 4, 8, 16, 32, 64],
    registers,
  });
  const comparisons = new Counter({
    name: 'kuvert_mailbox_resends_total',
    help: 'Faxes that were probably sent again, by how that was found, and comparisons that failed',
    labelNames: ['outcome'],
    registers,
  });
  const streams = new Gauge({
    name: 'kuvert_mailbox_live_streams',
    help: 'Browsers that are told of news',
    registers,
  });
  const exports = new Counter({
    name: 'kuvert_mailbox_exports_total',
    help: 'Faxes put into export folders, and reasons why one could not be',
    labelNames: ['outcome'],
    registers,
  });
  return {
    started: (facts) => log.info('started', facts),
    loggedIn: () => logins.inc({ outcome: 'done' }),
    loginFailed: (error) => {
      logins.inc({ outcome: codeOf(error) });
      log.error('login-failed', error);
    },
    samlMetadataNotHad: (error) => {
      samlMetadata.inc();
      log.error('saml-metadata-not-had', error);
    },
    cardRefused: (reason) => cards.inc({ reason }),
    cardHandshakeFailed: (code) => {
      cards.inc({ reason: 'handshake' });
      log.info('card-handshake-failed', { code });
    },
    revocationNotTold: (url, error) => {
      revocation.inc({ code: codeOf(error) });
      log.error('revocation-not-told', error, { host: hostOf(url) });
    },
    revocationNotAsked: (url) => {
      revocation.inc({ code: 'not-asked' });
      log.warn('revocation-not-asked', { host: hostOf(url) });
    },
    tokenAsked: (outcome) => tokens.inc({ outcome }),
    openingGranted: (action) => openings.inc({ outcome: action }),
    openingRefused: (error) => {
      openings.inc({ outcome: codeOf(error) });
    },
    pageShown: (milliseconds) => pages.observe(milliseconds / 1000),
    requestNotFreed: (error) => log.error('api-request-not-freed', error),
    streamsOpen: (count) => streams.set(count),
    databaseConnectionLost: (error) => log.error('database-connection-lost', error),
    bellFailed: (error) => log.error('bell-failed', error),
    textRead: (outcome, count, milliseconds) => {
      texts.inc({ outcome });
      reading.observe(milliseconds / 1000 / Math.max(1, count));
    },
    textGivenUp: (code) => {
      texts.inc({ outcome: 'failed' });
      log.warn('text-given-up', { code });
    },
    readingNotTold: (error) => log.error('reading-not-told', error),
    objectLeft: (error) => log.error('unused-object-left', error),
    resendFound: (exact) => comparisons.inc({ outcome: exact ? 'exact' : 'alike' }),
    comparisonFailed: (code) => {
      comparisons.inc({ outcome: 'failed' });
      log.warn('comparison-failed', { code });
    },
    exported: () => exports.inc({ outcome: 'done' }),
    exportHeld: (code) => {
      exports.inc({ outcome: code });
      log.warn('export-held', { code });
    },
  };
};

/** A responder's address may name a certificate; its host names nobody. */
const hostOf = (url: string): string => URL.parse(url)?.host ?? 'unreadable';
