import { setTimeout as wait } from 'node:timers/promises';

import {
  checkCertificate,
  type CardRules,
  type CardTrust,
  type CertificateVerdict,
} from '@kuvert/identity/certificate/check-certificate';
import type { Effort } from './revocation/evidence.ts';
import type { Clock } from '@kuvert/shared/clock';

export interface JudgeDeps {
  readonly gather: (card: Uint8Array, effort: Effort) => Promise<CardTrust>;
  /** How long one login waits for what CAs say. */
  readonly evidenceMs: number;
  readonly rules: CardRules;
  readonly clock: Clock;
  /** A no takes so long, whatever its reason: how long we asked tells nobody what we found. */
  readonly refusedAfterMs: number;
}

/** Whether a card logs its person in. */
export const createJudge =
  ({ gather, rules, clock, evidenceMs, refusedAfterMs }: JudgeDeps) =>
  async (card: Uint8Array): Promise<CertificateVerdict> => {
    const refusedAt = wait(refusedAfterMs, undefined, { ref: false });
    const until = performance.now() + evidenceMs;
    const look = async (byList: boolean): Promise<CertificateVerdict> => {
      const trust = await gather(card, { byList, withinMs: until - performance.now() });
      return checkCertificate(card, trust, rules, clock.now());
    };
    const first = await look(false);
    const verdict = first.reason === 'revocation-unknown' ? await look(true) : first;
    if (!verdict.accepted) await refusedAt;
    return verdict;
  };
