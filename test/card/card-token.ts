import { createPrivateKey, createPublicKey } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { chromium, type BrowserContext } from 'playwright-core';

import { provision } from '../provision/provision.ts';
import { runProgram } from '../provision/run-program.ts';
import { settingsFrom } from '../provision/settings.ts';
import type { Card } from './card-authority.ts';

/** The home of somebody in whose browser a token is known. */
export interface Token {
  readonly home: string;
  readonly env: Readonly<Record<string, string>>;
}

const quietly = { ...settingsFrom(process.env), report: () => undefined };
const pin = '1234';
const url = 'pkcs11:token=card';
const module = 'usr/lib/softhsm/libsofthsm2.so';

/**
 * Puts a card's certificate and key into SoftHSM, and makes the NSS of this home know of it. The key never leaves the token
 * again. It signs without the PIN, which a browser without a window can't ask for; real cards ask.
 */
export const putIntoToken = async (home: string, { cert, key }: Card): Promise<Token> => {
  const programs = await provision(['card-token'], quietly);
  const of = (name: 'softhsm2-util' | 'p11tool' | 'certutil' | 'modutil') => {
    const { command, env } = programs.program(name);
    return (...args: string[]) =>
      runProgram(command, args, { env: { ...env, ...token.env, GNUTLS_PIN: pin } });
  };
  const { root = '/' } = programs.program('softhsm2-util');
  const library = join(root, module);
  const at = (name: string): string => join(home, name);
  const token = { home, env: { HOME: home, SOFTHSM2_CONF: at('softhsm2.conf') } };
  await mkdir(at('tokens'));
  await writeFile(token.env.SOFTHSM2_CONF, `directories.tokendir = ${at('tokens')}\n`);
  const files = {
    '--load-privkey': ['key.pem', key],
    '--load-pubkey': ['public.pem', publicOf(key)],
    '--load-certificate': ['card.pem', cert],
  } as const;
  const label = ['--label', 'card'];
  const pins = ['--pin', pin, '--so-pin', `${pin}${pin}`];
  await of('softhsm2-util')('--module', library, '--init-token', '--free', ...label, ...pins);
  for (const [option, [name, text]] of Object.entries(files)) {
    await writeFile(at(name), text, { mode: 0o600 });
    const how = ['--provider', library, '--login', '--write', '--no-mark-private'];
    await of('p11tool')(...how, option, at(name), ...label, '--id', '01', url);
  }
  const database = ['-dbdir', `sql:${at('.pki/nssdb')}`];
  await mkdir(at('.pki/nssdb'), { recursive: true });
  await of('certutil')('-N', '-d', `sql:${at('.pki/nssdb')}`, '--empty-password');
  await of('modutil')(...database, '-add', 'card', '-libfile', library, '-force');
  // its certificates are seen before anybody types a PIN
  await of('modutil')(...database, '-default', 'card', '-mechanisms', 'FRIENDLY', '-force');
  return token;
};

const publicOf = (key: string): string =>
  createPublicKey(createPrivateKey(key)).export({ type: 'spki', format: 'pem' }).toString();

/** Debian's whole Chromium, without a window, which shows that origin the one certificate that there is without asking. */
export const browserWithToken = async (
  { home, env: own }: Token,
  origin: string,
): Promise<BrowserContext> => {
  const { command, env } = (await provision(['chromium-whole'], quietly)).program('chromium');
  const profile = join(home, 'profile');
  await mkdir(join(profile, 'Default'), { recursive: true });
  await writeFile(
    join(profile, 'Default/Preferences'),
    JSON.stringify({
      profile: {
        content_settings: {
          // as the policy AutoSelectCertificateForUrls has it where an administrator sets it
          exceptions: {
            auto_select_certificate: { [`${origin},*`]: { setting: { filters: [{}] } } },
          },
        },
      },
    }),
  );
  return chromium.launchPersistentContext(profile, {
    executablePath: command,
    // Playwright's own means the shell, which has no NSS
    headless: false,
    env: { ...process.env, ...env, ...own },
    locale: 'en-GB',
    ignoreHTTPSErrors: true,
    args: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
};
