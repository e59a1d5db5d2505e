import { createHash, X509Certificate } from 'node:crypto';

import type { CertificateVerdict, Loa } from '@kuvert/identity/certificate/check-certificate';
import type { CertificateRefusal } from '@kuvert/identity/certificate/reasons';
import { hashSecret } from '@kuvert/platform/keys/secret-hash';
import type { Database } from '@kuvert/platform/postgres/database';
import type { Clock } from '@kuvert/shared/clock';
import type { LevelOfAssurance } from '@kuvert/shared/level-of-assurance';

import type { HandOvers } from '../login/card/hand-over.ts';
import type { NoCard, ShownCard } from '../login/card/shown-card.ts';
import { nameOf } from '../login/name.ts';
import { audit } from '../store/audit.ts';
import { findLoginAttempt } from '../store/login-attempts.ts';
import type { LoginTables } from '../store/login-tables.ts';
import { loginWithinMs } from './begin-login.ts';

/** Why a card logged nobody in; stable, since operators search the audit trail for it. */
export type CardRefusal = CertificateRefusal | NoCard;

export type CardOutcome =
  | { readonly kind: 'handed-over'; readonly token: string }
  /** Whatever the reason, whoever showed it is told the same. */
  | { readonly kind: 'refused'; readonly returnTo: string }
  | { readonly kind: 'not-under-way' };

export interface LogInByCardDeps {
  readonly database: Database;
  readonly tables: LoginTables;
  readonly clock: Clock;
  readonly judge: (card: Uint8Array) => Promise<CertificateVerdict>;
  readonly handOvers: Pick<HandOvers, 'give'>;
  readonly refused: (reason: CardRefusal) => void;
}

/** Judges the card that was shown for a login under way, and hands over whom it names. */
export const logInByCard =
  (deps: LogInByCardDeps) =>
  async (state: string, shown: ShownCard): Promise<CardOutcome> => {
    const attempt = await findLoginAttempt(deps.database, deps.tables, {
      stateHash: hashSecret(state),
      means: 'card',
      oldest: new Date(deps.clock.now().getTime() - loginWithinMs),
    });
    if (!attempt) return { kind: 'not-under-way' };
    const { returnTo } = attempt;
    if ('fault' in shown) return refuse(deps, shown.fault, undefined, returnTo);
    const verdict = await deps.judge(shown.card);
    if (!verdict.accepted) return refuse(deps, verdict.reason, shown.card, returnTo);
    const token = await deps.handOvers.give(state, {
      subject: verdict.hsaId,
      // a card without a name of its person is known by what it has
      name: nameOf({ name: verdict.name }) ?? verdict.hsaId,
      loa: levelOf(verdict.loa),
    });
    return { kind: 'handed-over', token };
  };

/** A connection that TLS refused, without a login to tell and a certificate to name. */
export const noteHandshake = (database: Database, code: string): Promise<void> =>
  database.transaction((transaction) =>
    audit(transaction, { person: null, action: 'card-refused', detail: `handshake ${code}` }),
  );

const levelOf = (loa: Loa): LevelOfAssurance => `LoA${loa}`;

/** The certificate is named by its hash: who has it, knows whose it is; the trail alone doesn't say. */
const refuse = async (
  { database, refused }: LogInByCardDeps,
  reason: CardRefusal,
  card: Uint8Array | undefined,
  returnTo: string,
): Promise<CardOutcome> => {
  const named = card === undefined ? '' : ` certificate ${fingerprintOf(card)}`;
  await database.transaction((transaction) =>
    audit(transaction, { person: null, action: 'card-refused', detail: `${reason}${named}` }),
  );
  refused(reason);
  return { kind: 'refused', returnTo };
};

/** SHA-256 of the DER, as tools print it without colons. */
const fingerprintOf = (card: Uint8Array): string => {
  try {
    return new X509Certificate(card).fingerprint256.replaceAll(':', '').toLowerCase();
  } catch {
    return createHash('sha256').update(card).digest('hex');
  }
};
