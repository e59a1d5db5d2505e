import type { Claimed, TokenAnswer } from '@kuvert/platform/oauth/token-endpoint';
import type { Database } from '@kuvert/platform/postgres/database';
import { isApiScope } from '@kuvert/shared/api-scopes';
import type { Clock } from '@kuvert/shared/clock';
import { isUuid } from '@kuvert/shared/ids';

import type { AccessTokens } from '../login/access-tokens.ts';
import { hashSecret, sameSecret } from '@kuvert/platform/keys/secret-hash';
import { findAnyApiClient, findApiClient, readSecretHashes } from '../store/api-clients.ts';
import { audit } from '../store/audit.ts';

export interface IssueDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly tokens: Pick<AccessTokens, 'issue'>;
}

/** No hash at all: in the place of a secret that a client doesn't have, so that the answer takes as long. */
const noHash = '';

/** Gives a business system a short-lived token for what it proves to be (RFC 6749, section 4.4); audited, and so is a refusal. */
export const issueAccessToken =
  ({ database, clock, tokens }: IssueDeps) =>
  async (
    { clientId, proof: secret }: Claimed<string>,
    scope: string | undefined,
  ): Promise<TokenAnswer> => {
    const proven = await provesItself({ database, clock }, clientId, secret);
    const client = proven ? await findApiClient(database, clientId) : undefined;
    if (!client) {
      await writeRefusal(database, clientId, 'secret-wrong');
      return { kind: 'refused', error: 'invalid_client' };
    }
    const asked = scope === undefined ? client.scopes : [...new Set(scope.split(' '))];
    const scopes = asked.filter(isApiScope).filter((each) => client.scopes.includes(each));
    if (scopes.length < asked.length) {
      await writeRefusal(database, clientId, 'scope-wrong');
      return { kind: 'refused', error: 'invalid_scope' };
    }
    const { person, departmentId } = client;
    await database.transaction((transaction) =>
      audit(transaction, { person, action: 'api-token', departmentId, detail: scopes.join(' ') }),
    );
    return { kind: 'granted', scopes, ...tokens.issue({ clientId, scopes }) };
  };

/** Of a system that there is, also of one that is switched off; who claims to be another is nobody whom the log could name. */
const writeRefusal = async (
  database: Database,
  clientId: string,
  reason: 'secret-wrong' | 'scope-wrong',
): Promise<void> => {
  if (!isUuid(clientId)) return;
  const known = await findAnyApiClient(database, clientId);
  if (!known) return;
  const { person, departmentId, isOff } = known;
  await database.transaction((transaction) =>
    audit(transaction, {
      person,
      action: 'api-token-refused',
      departmentId,
      detail: isOff ? 'switched-off' : reason,
    }),
  );
};

const provesItself = async (
  { database, clock }: Pick<IssueDeps, 'database' | 'clock'>,
  clientId: string,
  secret: string,
): Promise<boolean> => {
  // an id that is none is asked for as well: by an empty one
  const known = isUuid(clientId) ? clientId : '';
  const [one = noHash, other = noHash] = await readSecretHashes(database, known, clock.now());
  const given = hashSecret(secret);
  return [sameSecret(given, one), sameSecret(given, other)].includes(true);
};
