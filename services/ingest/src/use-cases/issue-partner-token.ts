import { verifyAssertion } from '@kuvert/platform/oauth/client-assertion';
import type { Claimed, TokenAnswer } from '@kuvert/platform/oauth/token-endpoint';
import type { Clock } from '@kuvert/shared/clock';
import { asId, isUuid, type Randomness } from '@kuvert/shared/ids';
import { isPartnerScope, partnerScopes } from '@kuvert/shared/partners/client-api';

import type { PartnerLedger } from './partner-ports.ts';

export interface IssuePartnerTokenDeps {
  readonly partners: Pick<PartnerLedger, 'keysOf' | 'grant' | 'refuse'>;
  readonly clock: Clock;
  readonly randomness: Pick<Randomness, 'token'>;
  /** The token endpoint's own address: whom assertions are for. */
  readonly audience: string;
}

/** The database takes none that lives longer. */
const lifeSeconds = 30 * 60;
const secretBytes = 32;

/** Gives a partner's system a token for an assertion that one of its keys signed, each assertion once. */
export const issuePartnerToken =
  ({ partners, clock, randomness, audience }: IssuePartnerTokenDeps) =>
  async ({ clientId, proof }: Claimed<string>, scope: string | undefined): Promise<TokenAnswer> => {
    const now = clock.now();
    const partner = asId<'partner'>(clientId);
    const keys = isUuid(clientId) ? await partners.keysOf(partner) : [];
    const assertion = verifyAssertion(proof, { clientId, audience, now }, keys);
    if (!assertion) {
      if (keys.length > 0) await partners.refuse(partner, 'assertion-wrong');
      return { kind: 'refused', error: 'invalid_client' };
    }
    const asked = scope === undefined ? partnerScopes : [...new Set(scope.split(' '))];
    const scopes = asked.filter(isPartnerScope);
    if (scopes.length < asked.length) {
      await partners.refuse(partner, 'scope-wrong');
      return { kind: 'refused', error: 'invalid_scope' };
    }
    const secret = randomness.token(secretBytes);
    const expiresAt = new Date(now.getTime() + lifeSeconds * 1000);
    const isFirst = await partners.grant(partner, assertion, { secret, scopes, expiresAt });
    if (!isFirst) {
      await partners.refuse(partner, 'assertion-used');
      return { kind: 'refused', error: 'invalid_client' };
    }
    return { kind: 'granted', token: secret, expiresInSeconds: lifeSeconds, scopes };
  };
