import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  startMessageService,
  type SimulatedMessageService,
} from '@kuvert/simulators/message-service';

/** SDK's message service, and how a service that may be killed comes to it. */
export interface SdkSite {
  readonly service: SimulatedMessageService;
  readonly environment: Readonly<Record<string, string>>;
  remove(): Promise<void>;
}

export const prepareSdk = async (organisation: string): Promise<SdkSite> => {
  const folder = await mkdtemp(join(tmpdir(), 'kuvert-sdk-'));
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const keyFile = join(folder, 'key');
  await writeFile(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  const client = { id: 'kuvert', key: publicKey, organisation };
  const service = await startMessageService({ client });
  return {
    service,
    environment: {
      KUVERT_SDK_URL: service.baseUrl,
      KUVERT_SDK_TOKEN_URL: service.tokenUrl,
      KUVERT_SDK_CLIENT_ID: client.id,
      KUVERT_SDK_KEY_FILE: keyFile,
    },
    remove: async () => {
      await service.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
