import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { runToEnd } from '../../provision/run-program.ts';
import { checkout } from '../../support/test-house.ts';
import { sampleFile, sampleRoute } from '../sample.ts';
import type { Production } from './environments.ts';

/** A machine with HylaFAX: its spool, and the house's hook, run as HylaFAX runs it. */
export interface FaxHost {
  /** A fax came over the line. @throws Error with what the hook said, unless the house has sealed it */
  receive(): Promise<void>;
}

export const makeFaxHost = async (
  spool: string,
  { places, secrets, certificate }: Production,
): Promise<FaxHost> => {
  await mkdir(join(spool, 'recvq'), { recursive: true });
  const configuration = join(spool, 'kuvert.conf');
  await writeFile(
    configuration,
    `SPOOL='${spool}'
KUVERT_URL='${places.ingestOrigin}/webhooks/hylafax'
KUVERT_KEY_FILE='${secrets.file('hylafax-key')}'
`,
  );
  let received = 0;
  return {
    receive: async () => {
      received += 1;
      const communication = String(received).padStart(9, '0');
      const file = `recvq/fax${communication}.tif`;
      await copyFile(sampleFile, join(spool, file));
      const callIds = [sampleRoute.from, 'A name', sampleRoute.to];
      const hook = join(checkout, 'infra/hylafax/faxrcvd');
      const env = { KUVERT_HYLAFAX_CONF: configuration, CURL_CA_BUNDLE: certificate.authorityFile };
      const args = [hook, file, 'ttyS0', communication, '', ...callIds];
      const { status, stderr } = await runToEnd('sh', args, { cwd: spool, env });
      if (status !== 0) throw new Error(`the hook ended with ${status ?? 'a signal'}: ${stderr}`);
    },
  };
};
