import { generateKeyPairSync } from 'node:crypto';

import { createServiceCall } from '@kuvert/platform/fetch/service-call';
import { createAssertions } from '@kuvert/platform/oauth/client-assertion';
import { systemRandomness } from '@kuvert/platform/system/randomness';
import { systemClock } from '@kuvert/shared/clock';
import type { MessageService } from '@kuvert/shared/ports/message-service';
import type { ServiceCallOutcome, ServiceRequest } from '@kuvert/shared/ports/service-call';
import {
  startMessageService,
  type MessageServiceOptions,
  type SimulatedMessageService,
} from '@kuvert/simulators/message-service';
import { readClientApi } from '@kuvert/testkit/client-api-description';
import { municipality } from '@kuvert/testkit/sdk-message';
import { createMessageService } from '@kuvert/transports/sdk/client/message-service';

/** A client with a key of its own, and the message service that it talks to over real HTTP. */
export interface Wire {
  readonly service: MessageService;
  readonly simulator: SimulatedMessageService;
  /** @throws Error when a request or an answer was other than the client API's description */
  stop(): Promise<void>;
}

export interface WireOptions extends Partial<
  Pick<
    MessageServiceOptions,
    'clock' | 'faultOf' | 'holdReceipts' | 'receiptOf' | 'tls' | 'tokenSeconds'
  >
> {
  /** Of the client, and what it trusts beside the well-known authorities. */
  readonly clientCertificate?: { readonly cert: string; readonly key: string };
  readonly ca?: string;
  /** Of every call, in place of the client's own. */
  readonly deadlineMs?: number;
  /** Whether the service has its key. */
  readonly isKnown?: boolean;
  /** Whether the service answers what it shouldn't: then the requests alone are as described. */
  readonly misbehaves?: boolean;
}

export const startWire = async ({
  clientCertificate,
  ca,
  deadlineMs,
  isKnown = true,
  misbehaves = false,
  ...ofService
}: WireOptions = {}): Promise<Wire> => {
  const { clock = systemClock } = ofService;
  const [own, other] = [keyPair(), keyPair()];
  const clientId = 'kuvert';
  const simulator = await startMessageService({
    client: { id: clientId, key: (isKnown ? own : other).publicKey, organisation: municipality },
    ...ofService,
  });
  const { baseUrl, tokenUrl } = simulator;
  const drift: string[] = [];
  const call = createServiceCall({
    hosts: [new URL(baseUrl).host],
    allowLoopback: true,
    ...(ca === undefined ? {} : { ca }),
    ...(clientCertificate ? { clientCertificate } : {}),
  });
  const service = createMessageService({
    settings: { baseUrl, tokenUrl, audience: tokenUrl },
    call: async (url, request) => {
      const outcome = await call(url, { ...request, ...(deadlineMs ? { deadlineMs } : {}) });
      if (url.startsWith(baseUrl))
        drift.push(...driftOf(url.slice(baseUrl.length), request, outcome, misbehaves));
      return outcome;
    },
    assertion: createAssertions({
      clientId,
      key: own.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      clock,
      randomness: systemRandomness,
    }),
    clock,
  });
  return {
    service,
    simulator,
    stop: async () => {
      await simulator.stop();
      if (drift.length > 0) throw new Error(drift.join('\n'));
    },
  };
};

const keyPair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });

const api = readClientApi();

const driftOf = (
  path: string,
  { method, body }: ServiceRequest,
  outcome: ServiceCallOutcome,
  misbehaves: boolean,
): readonly string[] => {
  const asked = { method, path, body };
  const ofRequest = api.faultsOfRequest(asked);
  if (outcome.kind !== 'answered' || misbehaves) return ofRequest;
  const answer = { status: outcome.status, text: Buffer.from(outcome.bytes).toString() };
  return [...ofRequest, ...api.faultsOfAnswer(asked, answer)];
};
