import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

import type { Progress } from '@kuvert/infra/local/progress';
import { startOidc } from '@kuvert/simulators/oidc';

import { provision } from '../../provision/provision.ts';
import type { ProvisionSettings } from '../../provision/settings.ts';
import { staffAt, withSession } from '../../support/staff.ts';
import { makeTemporaryFolder } from '../../support/test-house.ts';
import { untilAvailable } from '../arrival.ts';
import type { Cleaning } from '../cleaning.ts';
import { readFax } from '../reading.ts';
import { readSmokeSample, samplePages } from '../sample.ts';
import { makeCertificate, trust } from './certificate.ts';
import { compile } from './compile.ts';
import { operatorEnvironment, serviceEnvironments, type Production } from './environments.ts';
import { makeFaxHost, type FaxHost } from './fax-host.ts';
import { startNginx } from './nginx.ts';
import { setUpHouse, staffMember, verifyAudit } from './operator.ts';
import { addressOf, choosePlaces, replicas } from './places.ts';
import { makeSecrets } from './secrets.ts';
import { openServers, type GivenServers } from './servers.ts';
import { startReplicas } from './services.ts';
import { expectLinkElsewhere, expectNewsElsewhere, expectSameSession } from './two-replicas.ts';

/** The outgrown house: compiled, on servers of its own, two of each service, behind nginx with TLS. */
export const smokeProduction = async (
  progress: Progress,
  cleaning: Cleaning,
  given: GivenServers,
  settings: ProvisionSettings,
): Promise<void> => {
  const { step } = progress;
  const folder = await makeTemporaryFolder();
  cleaning.later('data removed', () => rm(folder, { recursive: true, force: true }));
  const logs = join(folder, 'logs');
  await mkdir(logs, { mode: 0o700 });
  const programs = await provision(['nginx', 'openssl', 'curl'], settings);
  await step('compiled output and user interface', compile);
  const servers = await openServers({ given, settings, folder, progress, cleaning });
  const production: Production = {
    servers,
    places: await choosePlaces(),
    secrets: await makeSecrets(join(folder, 'secrets'), servers.minio.secretKey),
    certificate: await step('certificate', () =>
      makeCertificate(programs.program('openssl'), folder),
    ),
  };
  await trust(production.certificate);
  const { places, secrets } = production;
  const operator = operatorEnvironment(production);
  const recovery = await step('an empty house, by the operator’s commands', () =>
    setUpHouse(operator, places.issuer, folder),
  );
  await step('identity provider with TLS', async () => {
    const provider = await startOidc({
      port: places.provider,
      tls: production.certificate,
      people: [staffMember],
      clientId: 'kuvert-mailbox',
      clientSecret: secrets.text('provider-secret'),
      redirectUris: [`${places.mailboxOrigin}/login/callback`],
    });
    cleaning.later('identity provider stopped', provider.stop);
  });
  const services = await step(`${replicas} of each service`, () =>
    startReplicas(serviceEnvironments(production, recovery), logs, cleaning),
  );
  await step('nginx', () =>
    startNginx(programs.program('nginx'), join(folder, 'nginx'), production, cleaning),
  );
  const faxHost = await makeFaxHost(join(folder, 'spool'), production);
  await work(progress, production, faxHost);
  await step('one ingest killed, faxes still come in', async () => {
    services.ingest[0]?.kill('SIGKILL');
    await services.ingest[0]?.ended;
    for (let fax = 0; fax < replicas; fax += 1) await faxHost.receive();
  });
  await step('the audit chain is whole', () => verifyAudit(operator));
};

/** What staff do, through the proxy and at each replica. */
const work = async (
  progress: Progress,
  { places }: Production,
  faxHost: FaxHost,
): Promise<void> => {
  const { step } = progress;
  const anna = await step('login through nginx', () =>
    staffAt(places.mailboxOrigin, staffMember.subject),
  );
  const [first = anna, second = anna] = places.mailbox.map((replica) =>
    withSession(anna.session, places.mailboxOrigin, `http://${addressOf(replica)}`),
  );
  await step('the session at both replicas', () => expectSameSession(first, second));
  const tiff = await readSmokeSample();
  const arrival = await step('a fax by HylaFAX’s hook through nginx', () =>
    untilAvailable(anna, async () => {
      await faxHost.receive();
      const [department] = await anna.departments();
      const { messages } = await anna.list(department?.id ?? '');
      return messages[0]?.id ?? '';
    }),
  );
  const { message } = arrival;
  await readFax(progress, anna, message, tiff);
  await step('a link of one replica at the other', () =>
    expectLinkElsewhere(first, second, message, tiff),
  );
  await step('news of one replica at the other', () => expectNewsElsewhere(first, second, message));
  progress.say(
    `From the webhook to available: ${arrival.milliseconds} ms (${samplePages} pages, G4)`,
  );
};
