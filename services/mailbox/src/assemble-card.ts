import type { Express } from 'express';

import { createSignedDataFetch } from '@kuvert/platform/fetch/signed-data';
import { createSharedLimit } from '@kuvert/platform/limits/shared-limit';
import type { Log } from '@kuvert/platform/logging/log';
import { codeOf } from '@kuvert/shared/errors';

import type { Parts } from './assemble.ts';
import type { MailboxConfig } from './config.ts';
import { cardApp } from './http/card/app.ts';
import type { CardConfig } from './login/card/card-config.ts';
import { createHandOvers, type HandOvers } from './login/card/hand-over.ts';
import { createJudge } from './login/card/judge.ts';
import { createCrlKeeper, type CrlKeeper } from './login/card/revocation/crl-keeper.ts';
import { gatherEvidence } from './login/card/revocation/evidence.ts';
import { createResponders } from './login/card/revocation/responders.ts';
import { cardByProxy, cardOfConnection } from './login/card/shown-card.ts';
import type { CardFiles } from './login/card/trust.ts';
import { noteInPassing } from './store/note-provider.ts';
import { createCrlStore } from './store/card-crls.ts';
import { mailboxLogins } from './store/login-tables.ts';
import { logInByCard } from './use-cases/log-in-by-card.ts';

/**
 * How long a login waits for what CAs say; a responder less, so that there is time for a list;
 * a no is told a little after all of it.
 */
export const cardTimes = { evidenceMs: 2_500, responderMs: 1_500, refusedAfterMs: 3_000 } as const;

const windowMs = 60_000;

export type CardTimes = Readonly<Record<keyof typeof cardTimes, number>>;

export const handOversOf = ({ origin }: MailboxConfig, parts: Parts): HandOvers =>
  createHandOvers({ ...parts, key: parts.linkKey, audience: origin });

/** Puts the listener for cards together: what is known about revocation, the judgement, and the one page. */
export const assembleCard = (
  config: MailboxConfig,
  card: CardConfig,
  files: CardFiles,
  parts: Parts,
  { log, times }: { readonly log: Log; readonly times: CardTimes },
): { readonly app: Express; readonly keeper: CrlKeeper } => {
  const { database, clock, events } = parts;
  const { hosts, isWithin, allowLoopback } = card.revocation;
  const { trust, rules } = files;
  const fetch = createSignedDataFetch({
    hosts,
    allowLoopback,
    privateHosts: isWithin ? hosts : [],
  });
  const failed = events.revocationNotTold;
  const note = noteInPassing(parts);
  const keeper = createCrlKeeper({
    fetch,
    clock,
    failed,
    store: createCrlStore(database, clock),
    known: [...trust.anchors, ...trust.intermediates],
  });
  const gather = gatherEvidence({
    trust,
    hosts,
    keeper,
    ask: createResponders({
      fetch,
      answered: (url) => note({ kind: 'ocsp', name: url }, 'success'),
      failed: (url, error) => {
        failed(url, error);
        note({ kind: 'ocsp', name: url }, { code: codeOf(error) });
      },
      answerWithinMs: times.responderMs,
    }),
    notAsked: events.revocationNotAsked,
  });
  const logIn = logInByCard({
    database,
    tables: mailboxLogins,
    clock,
    judge: createJudge({ gather, rules, clock, ...times }),
    handOvers: handOversOf(config, parts),
    refused: events.cardRefused,
  });
  const read = card.proxy ? cardByProxy(card.proxy.name) : cardOfConnection;
  return {
    app: cardApp({
      ...{ mode: config.mode, log, mailboxOrigin: config.origin, read, logIn },
      limit: createSharedLimit(parts, { what: 'card', most: config.loginsAMinute, windowMs }),
      isBehindProxy: card.proxy !== undefined,
    }),
    keeper,
  };
};
