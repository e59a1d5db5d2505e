import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { makeIdpKey, type IdpKey } from '@kuvert/identity/test-support/saml-identity-provider';
import type { MailboxConfig } from '@kuvert/mailbox/config';
import { createMailbox, type Mailbox } from '@kuvert/mailbox/container';
import { parseLevels } from '@kuvert/mailbox/login/assurance';
import { samlPresets } from '@kuvert/mailbox/login/saml/presets';
import type { SamlConfig } from '@kuvert/mailbox/login/saml/saml-config';
import { addPerson } from '@kuvert/mailbox/test-support/fill';
import { startHouse, type House } from '@kuvert/mailbox/test-support/house';
import { silentLog } from '@kuvert/platform/logging/log';
import { startSaml, type RunningSaml, type SamlPerson } from '@kuvert/simulators/saml';

const attribute = 'http://sambi.se/attributes/1';
const nameOf = (given: string, family: string) => ({
  [`${attribute}/givenName`]: given,
  [`${attribute}/surname`]: family,
});

export const annasHsaId = 'SE2321000131-A1B2';
export const gretasHsaId = 'SE2321000131-1L2M';
/** In which she acts. */
export const commission = 'SE2321000131-C001';
export const stensHsaIds = ['SE2321000131-3C4D', 'SE2321000131-5E6F'] as const;

/** By their NameIDs. */
const people: readonly SamlPerson[] = [
  {
    subject: 'anna',
    name: 'Anna Öberg',
    attributes: { [`${attribute}/employeeHsaId`]: annasHsaId, ...nameOf('Anna', 'Öberg') },
  },
  {
    subject: 'sten',
    name: 'Sten Alm',
    attributes: { [`${attribute}/employeeHsaId`]: stensHsaIds, ...nameOf('Sten', 'Alm') },
  },
  {
    subject: 'karin',
    name: 'Karin Ek',
    attributes: {
      [`${attribute}/employeeHsaId`]: 'SE2321000131-9J0K',
      ...nameOf('Karin', 'Ek'),
    },
  },
  {
    subject: 'greta',
    name: 'Greta Lund',
    attributes: {
      [`${attribute}/employeeHsaId`]: gretasHsaId,
      ...nameOf('Greta', 'Lund'),
      [`${attribute}/commissionHsaId`]: [commission],
      'urn:example:units': ['ward 3', 'ward 4'],
    },
  },
  { subject: 'nils', name: 'Nils Utan', attributes: nameOf('Nils', 'Utan') },
  {
    subject: 'nameless',
    name: 'Nameless',
    attributes: { [`${attribute}/employeeHsaId`]: 'SE2321000131-7G8H' },
  },
];

export interface SamlHouse extends House {
  readonly idp: RunningSaml;
  readonly idpKey: IdpKey;
  readonly anna: string;
  /** What the house's is ahead of this machine's, in milliseconds. */
  readonly clock: { ahead: number };
  /** Another mailbox of the same house; what of its login by SAML is another's. */
  startReplica(change?: Partial<SamlConfig>): Promise<Mailbox>;
}

export const pemOf = ({ privateKey }: IdpKey): string =>
  privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

/** A house whose staff log in by SAML, known by their HSA-ids. */
export const startSamlHouse = async (
  change: (config: MailboxConfig, saml: SamlConfig) => MailboxConfig = (config) => config,
): Promise<SamlHouse> => {
  const [idpKey, ourKey] = [makeIdpKey(), makeIdpKey()];
  const clock = { ahead: 0 };
  const overrides = { clock: { now: () => new Date(Date.now() + clock.ahead) } };
  let idp: RunningSaml | undefined;
  const house = await startHouse(overrides, async (config, folder) => {
    const entityId = `${config.origin}/saml/metadata`;
    idp = await startSaml({
      people,
      key: pemOf(idpKey),
      certificate: idpKey.certificate,
      serviceProvider: {
        entityId,
        recipient: `${config.origin}/saml/response`,
        logoutUrl: `${config.origin}/saml/logout`,
        certificate: ourKey.certificate,
      },
    });
    const [keyFile, certificateFile] = [join(folder, 'saml.key'), join(folder, 'saml.pem')];
    await writeFile(keyFile, pemOf(ourKey), { mode: 0o600 });
    await writeFile(certificateFile, ourKey.certificate);
    const saml: SamlConfig = {
      ...{ entityId, keyFile, certificateFile },
      idp: idp.entityId,
      metadata: { source: { kind: 'url', url: idp.metadataUrl }, certificateFile: undefined },
      previousKeyFile: undefined,
      name: undefined,
      preset: samlPresets.inera,
      acr: samlPresets.inera.acr,
      levels: parseLevels('') ?? new Map(),
      knowsLevels: true,
      unsaid: null,
      ...{ logsOutThere: true, allowHttp: true },
    };
    return change({ ...config, login: undefined, room: undefined, saml }, saml);
  });
  if (!idp) throw new Error('no identity provider');
  const running = idp;
  const replicas: Mailbox[] = [];
  const person = { subject: annasHsaId, name: 'Anna Öberg' };
  const { stop } = house;
  return Object.assign(house, {
    ...{ idp: running, idpKey, clock },
    anna: await addPerson(house.database, running.entityId, person, [house.care]),
    startReplica: async (saml?: Partial<SamlConfig>) => {
      const replica = await createMailbox(
        {
          ...house.config,
          port: 0,
          saml: house.config.saml && { ...house.config.saml, ...saml },
        },
        { ...overrides, log: silentLog, keys: house.keys, objects: house.objects },
      );
      replicas.push(replica);
      return replica;
    },
    stop: async () => {
      for (const replica of replicas) await replica.stop();
      await running.stop();
      await stop();
    },
  });
};
