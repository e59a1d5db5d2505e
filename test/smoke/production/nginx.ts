import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { renderNginx } from '@kuvert/infra/proxy/render';

import { startChild, type Child } from '../../provision/child.ts';
import type { Program } from '../../provision/provision.ts';
import type { Cleaning } from '../cleaning.ts';
import type { Production } from './environments.ts';
import { addressOf, faxName, mailboxName } from './places.ts';

/** Debian's nginx with the house's own configuration, on loopback; answers when this resolves. */
export const startNginx = async (
  nginx: Program,
  folder: string,
  { places, certificate }: Production,
  cleaning: Cleaning,
): Promise<void> => {
  await mkdir(folder);
  // as root its workers are another user's
  await chmod(folder, 0o755);
  const configuration = join(folder, 'nginx.conf');
  const text = await renderNginx({
    folder,
    accessLog: join(folder, 'access.log'),
    tlsListen: `127.0.0.1:${places.tls}`,
    httpListen: `127.0.0.1:${places.http}`,
    faxName,
    mailboxName,
    certificate: certificate.certFile,
    key: certificate.keyFile,
    ingest: places.ingest.map(addressOf),
    mailbox: places.mailbox.map(addressOf),
    outbound: places.outbound.map(addressOf),
    mediaMaxMib: 65,
  });
  await writeFile(configuration, text);
  const args = ['-p', folder, '-c', configuration, '-g', 'daemon off;'];
  const child = await startChild(nginx, args, folder);
  const ended = endOf(child);
  cleaning.later('nginx stopped', async () => {
    // in order: killed, it would leave its workers behind
    if (!ended.aborted) process.kill(child.pid, 'SIGTERM');
    await child.ended;
  });
  await untilAnswering(`${places.mailboxOrigin}/login`, child, ended);
};

const patienceMs = 10_000;

const endOf = (child: Child): AbortSignal => {
  const end = new AbortController();
  void child.ended.then(() => end.abort());
  return end.signal;
};

const untilAnswering = async (url: string, child: Child, ended: AbortSignal): Promise<void> => {
  const late = AbortSignal.timeout(patienceMs);
  while (!late.aborted && !ended.aborted) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer) return;
    await pause(50);
  }
  throw new Error(`nginx ${ended.aborted ? 'ended' : 'does not answer'}: ${child.output()}`);
};
