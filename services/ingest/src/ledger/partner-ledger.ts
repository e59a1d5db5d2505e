import { readOwnMessages } from '@kuvert/platform/partners/own-message';
import { hashSecret } from '@kuvert/platform/keys/secret-hash';
import type { Queryable, Transaction } from '@kuvert/platform/postgres/database';
import { asId, type PartnerId } from '@kuvert/shared/ids';
import type { AskedReferral } from '@kuvert/shared/referrals/answer-by';

import type { Filing } from '../use-cases/ports.ts';
import type { PartnerFacts, PartnerLedger } from '../use-cases/partner-ports.ts';
import type { LedgerDeps } from './accept.ts';
import { auditAndTell, writeFiling } from './file.ts';
import { insertReception } from './reception-rows.ts';

/** What of partners lies in PostgreSQL, as the role `kuvert_ingest`. */
export const createPartnerLedger = (deps: LedgerDeps): PartnerLedger => {
  const { database, clock } = deps;
  return {
    keysOf: (partner) => readKeys(database, partner),
    grant: (partner, { jti, expiresAt }, token) =>
      database.transaction(async (transaction) => {
        const now = clock.now();
        await forgetExpired(transaction, now);
        const { rowCount } = await transaction.query(
          'insert into partner_assertion (partner_id, jti_hash, expires_at) values ($1, $2, $3) on conflict do nothing',
          [partner, hashSecret(jti), expiresAt],
        );
        if (rowCount !== 1) return false;
        await transaction.query(
          'insert into partner_token (hash, partner_id, scopes, created_at, expires_at) values ($1, $2, $3, $4, $5)',
          [hashSecret(token.secret), partner, token.scopes, now, token.expiresAt],
        );
        await transaction.query(
          "select audit_append(null, 'partner-token', null, null, null, $1)",
          [`partner ${partner}`],
        );
        return true;
      }),
    refuse: async (partner, reason) => {
      await database.query(
        "select audit_append(null, 'partner-token-refused', null, null, null, $1)",
        [`partner ${partner} ${reason}`],
      );
    },
    taken: async (partner, id) => (await readOwnMessages(database, partner, { id, most: 1 }))[0],
    takenSince: async (partner, since) => {
      const { rows } = await database.query<{ count: number }>(
        'select count(*)::int as count from partner_receipt where partner_id = $1 and accepted_at > $2',
        [partner, since],
      );
      return rows[0]?.count ?? 0;
    },
    departmentAt: async (organisation, address) => {
      const { rows } = await database.query<{ id: string }>(
        'select department_id as id from department_address where organisation = $1 and address = $2',
        [organisation, address],
      );
      return rows[0] && asId<'department'>(rows[0].id);
    },
    functionAt: async (partner, door, address) => {
      const { rows } = await database.query<{ id: string; name: string; number: string }>(
        `select id, name, number from partner_function
          where partner_id = $1 and case $3 when 'sdk' then sdk_address else address end = $2
            and removed_at is null`,
        [partner, address, door],
      );
      const row = rows[0];
      return row && { ...row, id: asId<'partner-function'>(row.id) };
    },
    partnerOf: async (organisation) => {
      const { rows } = await database.query<{ id: string; name: string; most_a_day: number }>(
        'select id, name, most_a_day from partner where domain = $1 and off_at is null',
        [organisation],
      );
      const row = rows[0];
      if (!row) return undefined;
      const { name, most_a_day: mostADay } = row;
      return { id: asId<'partner'>(row.id), name, domain: organisation, mostADay };
    },
    file: (filing, facts) =>
      database.transaction(async (transaction) => {
        if (!(await insertReception(transaction, filing.reception))) return undefined;
        const filed = await writeFiling(deps, transaction, filing);
        await insertPartnerMessage(transaction, filing, facts);
        if (facts.referral) await insertReferral(transaction, filing, facts.referral, facts.at);
        await auditAndTell(transaction, filing);
        return filed;
      }),
  };
};

const readKeys = async (database: Queryable, partner: PartnerId): Promise<readonly string[]> => {
  const { rows } = await database.query<{ key: string }>(
    `select k.public_key as key from partner_key k join partner p on p.id = k.partner_id
      where p.id = $1 and p.off_at is null and k.removed_at is null order by k.created_at desc`,
    [partner],
  );
  return rows.map(({ key }) => key);
};

/** A minute late, so that no clock's difference lets an assertion in twice. */
const forgetExpired = async (transaction: Transaction, now: Date): Promise<void> => {
  const before = new Date(now.getTime() - 60_000);
  await transaction.query('delete from partner_assertion where expires_at < $1', [before]);
  await transaction.query('delete from partner_token where expires_at < $1', [before]);
};

const insertPartnerMessage = async (
  transaction: Transaction,
  { reception: { messageId, departmentId } }: Filing,
  { partner, from, attributes, conversationId, contentSha256, keyId, details, at }: PartnerFacts,
): Promise<void> => {
  const { messageId: theirs, refToMessageId: ref = null, confidentiality } = attributes;
  const address = attributes.recipientAttention.subOrganization.extension;
  await transaction.query(
    `insert into partner_receipt (partner_id, partner_message_id, content_sha256, message_id, conversation_id,
       ref_to_message_id, confidential, function_id, organisation, department_address, accepted_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      partner.id,
      theirs,
      contentSha256,
      messageId,
      conversationId,
      ref,
      confidentiality,
      from.id,
      attributes.recipient,
      address,
      at,
    ],
  );
  await transaction.query(
    `insert into partner_message (message_id, department_id, key_id, partner_id, function_id, partner_name,
       function_name, partner_message_id, conversation_id, ref_to_message_id, confidential, department_address, details)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      messageId,
      departmentId,
      keyId,
      partner.id,
      from.id,
      partner.name,
      from.name,
      theirs,
      conversationId,
      ref,
      confidentiality,
      address,
      Buffer.from(details),
    ],
  );
};

const insertReferral = async (
  transaction: Transaction,
  { reception: { messageId, departmentId } }: Filing,
  { answerBy }: AskedReferral,
  at: Date,
): Promise<void> => {
  await transaction.query(
    `insert into referral (message_id, department_id, answer_by, marked_at, changed_at) values ($1, $2, $3, $4, $4)`,
    [messageId, departmentId, answerBy, at],
  );
};
