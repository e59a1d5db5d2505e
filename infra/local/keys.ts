import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

import {
  createIdentityFile,
  createKeyFile,
  openIdentityFile,
  publicHalfPath,
  readPublicHalf,
} from '@kuvert/platform/keys/key-file';
import { createKeyWrapper } from '@kuvert/platform/keys/wrapper';
import { createDurableFile } from '@kuvert/platform/system/durable-file';
import { newHybridIdentity } from '@kuvert/platform/vault/hybrid';
import type { KeyWrapper } from '@kuvert/shared/ports/keys';
import type { Recipient } from '@kuvert/shared/ports/vault';

export interface DemonstrationKeys {
  readonly keyFile: string;
  readonly keyWrapper: KeyWrapper;
  readonly recoveryRecipient: Recipient;
  /** Holds the recovery identity: beside the rest here, which a real house must never do. */
  readonly recoveryFile: string;
  /** Outbound's own key, which opens what goes out. */
  readonly outboundKeyFile: string;
  readonly outboundRecipient: Recipient;
  /** What the demonstration's partner proves itself by: the partner's own, in a real house. */
  readonly partnerKeyFile: string;
  readonly partnerPublicKey: string;
  /** What the house proves itself by to SDK's message service. */
  readonly sdkKeyFile: string;
  readonly sdkPublicKey: KeyObject;
}

/** The master key and outbound's under their generated passphrases, and the recovery key; made at the first start. */
export const openDemonstrationKeys = async (
  folder: string,
  passphrase: string,
  outboundPassphrase: string,
): Promise<DemonstrationKeys> => {
  const keyFile = join(folder, 'master.age');
  if (!(await isThere(keyFile))) await createKeyFile(keyFile, passphrase, 'generated');
  const outboundKeyFile = join(folder, 'outbound.age');
  if (!(await isThere(outboundKeyFile)))
    await createIdentityFile(outboundKeyFile, outboundPassphrase, 'generated');
  const recoveryFile = join(folder, 'recovery.txt');
  const recoveryPublic = join(folder, 'recovery.pub');
  if (!(await isThere(recoveryPublic))) {
    const { identity, recipient } = await newHybridIdentity();
    await createDurableFile({ path: recoveryFile, bytes: `${identity}\n`, mode: 0o600 });
    await createDurableFile({ path: recoveryPublic, bytes: `${recipient}\n`, mode: 0o644 });
  }
  const partnerKeyFile = await signingKey(join(folder, 'partner.pem'));
  const sdkKeyFile = await signingKey(join(folder, 'sdk.pem'));
  return {
    keyFile,
    keyWrapper: createKeyWrapper(await readPublicHalf(publicHalfPath(keyFile))),
    recoveryRecipient: await readPublicHalf(recoveryPublic),
    recoveryFile,
    outboundKeyFile,
    partnerKeyFile,
    sdkKeyFile,
    sdkPublicKey: createPublicKey(await readFile(sdkKeyFile)),
    partnerPublicKey: createPublicKey(await readFile(partnerKeyFile))
      .export({ type: 'spki', format: 'pem' })
      .toString(),
    outboundRecipient: (await openIdentityFile(outboundKeyFile, outboundPassphrase)).recipient,
  };
};

/** A private key on P-256, made where there is none; its path. */
const signingKey = async (path: string): Promise<string> => {
  if (await isThere(path)) return path;
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const bytes = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  await createDurableFile({ path, bytes, mode: 0o600 });
  return path;
};

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
