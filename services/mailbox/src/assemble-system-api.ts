import { createGate } from '@kuvert/platform/http/gate';
import { createOpener } from '@kuvert/platform/vault/opener';

import type { Parts } from './assemble.ts';
import type { AssembledSending } from './assemble-sending.ts';
import type { MailboxConfig } from './config.ts';
import { basicClaim } from './http/system-api/basic-claim.ts';
import { systemPath, tokenPath } from './http/system-api/paths.ts';
import type { SystemApi } from './http/system-api/mount.ts';
import { createSharedLimit } from '@kuvert/platform/limits/shared-limit';
import { createTokenAttempts } from '@kuvert/platform/limits/token-attempts';
import { systemMessageRoutes } from './http/system-api/routes/messages.ts';
import { systemSendingRoutes } from './http/system-api/routes/sendings.ts';
import { createAccessTokens } from './login/access-tokens.ts';
import { findApiClient } from './store/api-clients.ts';
import { handleMessage } from './use-cases/handle-message.ts';
import { issueAccessToken } from './use-cases/issue-access-token.ts';
import { grantOpening, openGranted } from './use-cases/open-document.ts';
import { createMailboxReader } from './use-cases/read-mailbox.ts';

const windowMs = 60_000;
/** A token lives for ten minutes: a system that asks for so many in one keeps none. */
const tokensAMinute = 30;
/** Of one client. */
const requestsAMinute = 600;
/** Orders with their documents that are in memory at once, apart from what people write, and how many more may wait. */
const ordersAtOnce = 2;
const ordersWaiting = 16;

/** Puts together what the API for business systems takes. */
export const assembleSystemApi = (
  config: MailboxConfig,
  parts: Parts,
  sending: AssembledSending['forSystems'],
): SystemApi => {
  const { country, timeZone, origin } = config;
  const { database, clock, randomness, events, linkKey } = parts;
  const audience = `${origin}${systemPath}`;
  const tokens = createAccessTokens({ key: linkKey, clock, randomness, issuer: origin, audience });
  return {
    bearer: {
      tokens,
      findClient: (id) => findApiClient(database, id),
      requests: createSharedLimit(parts, { what: 'api', most: requestsAMinute, windowMs }),
    },
    token: {
      ...basicClaim,
      path: tokenPath,
      issue: issueAccessToken({ database, clock, tokens }),
      attempts: createTokenAttempts(parts, { what: 'api-token', most: tokensAMinute }),
      events,
    },
    routes: [
      ...systemMessageRoutes({
        reader: createMailboxReader({ database, clock, country, timeZone }),
        grant: grantOpening({ database, clock, randomness }),
        open: openGranted({ objects: parts.objects, keys: parts.keys, opener: createOpener() }),
        handle: handleMessage({ ...parts, country, recovery: config.recovery }),
        events,
        timeZone,
      }),
      ...systemSendingRoutes({ ...sending, gate: createGate(ordersAtOnce, ordersWaiting) }),
    ],
  };
};
