import { readFile } from 'node:fs/promises';
import { z } from 'zod';

import type { SmtpServer } from '../notices/smtp-notifier.ts';
import { readSecretFile } from '../keys/secret-file.ts';
import { variables } from './environment.ts';
import { isLoopback } from './loopback.ts';

/** The operator's mail server, by which notices leave. */
export const smtpVariables = {
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: 'must be smtp://… or smtps://…' })
    .refine(
      (text) => ['', '/'].includes(URL.parse(text)?.pathname ?? '') && !/[?#]/.test(text),
      'must be scheme, user, host and port alone',
    )
    .refine(
      (text) => URL.parse(text)?.password === '',
      'must have no password in it: that stands in SMTP_PASSWORD_FILE',
    )
    .optional(),
  SMTP_PASSWORD_FILE: variables.path.optional(),
  SMTP_CA_FILE: variables.path.optional(),
};

export interface SmtpConfig extends Pick<SmtpServer, 'host' | 'port' | 'tls'> {
  /** Undefined where the server asks for no login. */
  readonly login: { readonly user: string; readonly passwordFile: string } | undefined;
  readonly caFile: string | undefined;
}

interface Values {
  readonly SMTP_URL?: string | undefined;
  readonly SMTP_PASSWORD_FILE?: string | undefined;
  readonly SMTP_CA_FILE?: string | undefined;
}

const userOf = (url: string | undefined): string =>
  decodeURIComponent(URL.parse(url ?? '')?.username ?? '');

/** For a schema's `superRefine`: a user and a password belong together. */
export const refineSmtp = (values: Values, context: z.RefinementCtx): void => {
  if (values.SMTP_URL === undefined) return;
  const hasUser = (URL.parse(values.SMTP_URL)?.username ?? '') !== '';
  if (hasUser !== (values.SMTP_PASSWORD_FILE !== undefined))
    context.addIssue({
      code: 'custom',
      path: ['SMTP_PASSWORD_FILE'],
      message: hasUser ? 'is missing: SMTP_URL names a user' : 'needs a user in SMTP_URL',
    });
};

/** RFC 8314: submission with TLS from the start, and by STARTTLS. */
const usualPorts = { 'smtps:': 465, 'smtp:': 587 } as const;

/** After {@link refineSmtp} found nothing. Undefined without a server. */
export const smtpConfig = (values: Values): SmtpConfig | undefined => {
  const url = URL.parse(values.SMTP_URL ?? '');
  if (!url) return undefined;
  const isImplicit = url.protocol === 'smtps:';
  const user = userOf(values.SMTP_URL);
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? usualPorts[isImplicit ? 'smtps:' : 'smtp:'] : Number(url.port),
    tls: isImplicit ? 'implicit' : isLoopback(url) ? 'none' : 'starttls',
    login: user === '' ? undefined : { user, passwordFile: values.SMTP_PASSWORD_FILE ?? '' },
    caFile: values.SMTP_CA_FILE,
  };
};

/** Reads the files. @throws KuvertError `key-missing`, `configuration-wrong` */
export const openSmtpServer = async (config: SmtpConfig): Promise<SmtpServer> => {
  const { host, port, tls, login, caFile } = config;
  return {
    ...{ host, port, tls },
    login: login && { user: login.user, password: await readSecretFile(login.passwordFile) },
    ca: caFile === undefined ? undefined : await readFile(caFile, 'utf8'),
  };
};
