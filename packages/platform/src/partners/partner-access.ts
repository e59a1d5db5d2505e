import type { Request } from 'express';

import type { Clock } from '@kuvert/shared/clock';
import { asId, type PartnerId } from '@kuvert/shared/ids';
import type { PartnerScope } from '@kuvert/shared/partners/client-api';

import { hashSecret } from '../keys/secret-hash.ts';
import { admit, type SharedLimit } from '../limits/shared-limit.ts';
import { bearerOf, scopeMissing, tokenInvalid } from '../oauth/bearer.ts';
import type { Queryable } from '../postgres/database.ts';

/** The organisation whose system makes a request. */
export interface ActingPartner {
  readonly id: PartnerId;
  readonly name: string;
  /** As `0203:domain`. */
  readonly domain: string;
  /** Messages that are taken within 24 hours. */
  readonly mostADay: number;
}

export interface PartnerAccessDeps {
  readonly database: Queryable;
  readonly clock: Clock;
  /** By partner. */
  readonly requests: SharedLimit;
}

/**
 * The partner whose request it is, looked up anew: whoever was switched off is refused at once, with every token.
 * @throws KuvertError `token-required`, `token-invalid`, `scope-missing`, `rate-limited`
 */
export const partnerOf =
  ({ database, clock, requests }: PartnerAccessDeps) =>
  async (request: Request, scope: PartnerScope): Promise<ActingPartner> => {
    const { rows } = await database.query<{
      id: string;
      name: string;
      domain: string;
      most_a_day: number;
      scopes: string[];
    }>(
      `select p.id, p.name, p.domain, p.most_a_day, t.scopes
         from partner_token t join partner p on p.id = t.partner_id
        where t.hash = $1 and t.expires_at > $2 and p.off_at is null`,
      [hashSecret(bearerOf(request)), clock.now()],
    );
    const row = rows[0];
    if (!row) throw tokenInvalid();
    if (!row.scopes.includes(scope)) throw scopeMissing(scope);
    await admit(requests, row.id);
    const { name, domain, most_a_day: mostADay } = row;
    return { id: asId<'partner'>(row.id), name, domain, mostADay };
  };
