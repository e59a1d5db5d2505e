import { readFile } from 'node:fs/promises';
import { z } from 'zod';

import type { Clock } from '@kuvert/shared/clock';
import type { Randomness } from '@kuvert/shared/ids';
import type { ServiceCall } from '@kuvert/shared/ports/service-call';

import { createServiceCall } from '../fetch/service-call.ts';
import { readSecretFile } from '../keys/secret-file.ts';
import { createAssertions } from '../oauth/client-assertion.ts';
import { isPlainHttp, variables } from './environment.ts';

const address = z.url({
  protocol: /^https?$/,
  error: 'must be an address such as https://mt.example.se/v1',
});

/** SDK's message service, which the first of them names; both services ask it. */
export const messageServiceVariables = {
  KUVERT_SDK_URL: address.optional(),
  KUVERT_SDK_TOKEN_URL: address.optional(),
  KUVERT_SDK_AUDIENCE: z.string().min(1).optional(),
  KUVERT_SDK_CLIENT_ID: z.string().min(1).optional(),
  KUVERT_SDK_KEY_FILE: variables.path.optional(),
  KUVERT_SDK_CERTIFICATE_FILE: variables.path.optional(),
  KUVERT_SDK_CERTIFICATE_KEY_FILE: variables.path.optional(),
  KUVERT_SDK_CA_FILE: variables.path.optional(),
  KUVERT_SDK_WITHIN: variables.flag.default(false),
};

type Values = z.infer<z.ZodObject<typeof messageServiceVariables>> & {
  readonly KUVERT_MODE: 'demonstration' | 'production';
};

export interface MessageServiceConfig {
  /** With the version, such as `https://mt.example.se/v1`. */
  readonly baseUrl: string;
  readonly tokenUrl: string;
  /** What we assert ourselves to. */
  readonly audience: string;
  readonly clientId: string;
  /** PEM of the private key that proves us. */
  readonly keyFile: string;
  /** For mutual TLS. */
  readonly certificate: { readonly file: string; readonly keyFile: string } | undefined;
  /** PEM of an authority trusted beside the well-known ones. */
  readonly caFile: string | undefined;
  /** It has an address of our own network. */
  readonly isWithin: boolean;
  /** It may be on this machine, over plain http: in a demonstration alone. */
  readonly allowLoopback: boolean;
}

/** For a schema's `superRefine`: once the service is named, everything of it is there. */
export const refineMessageService = (values: Partial<Values>, context: z.RefinementCtx): void => {
  if (values.KUVERT_SDK_URL === undefined) return;
  const fault = (path: keyof Values, message: string): void =>
    context.addIssue({ code: 'custom', path: [path], message });
  for (const name of [
    'KUVERT_SDK_TOKEN_URL',
    'KUVERT_SDK_CLIENT_ID',
    'KUVERT_SDK_KEY_FILE',
  ] as const)
    if (values[name] === undefined) fault(name, 'is missing: it goes with KUVERT_SDK_URL');
  const [certificate, key] = [
    values.KUVERT_SDK_CERTIFICATE_FILE,
    values.KUVERT_SDK_CERTIFICATE_KEY_FILE,
  ];
  if ((certificate === undefined) !== (key === undefined))
    fault('KUVERT_SDK_CERTIFICATE_KEY_FILE', 'goes with KUVERT_SDK_CERTIFICATE_FILE');
  if (values.KUVERT_MODE !== 'production') return;
  for (const name of ['KUVERT_SDK_URL', 'KUVERT_SDK_TOKEN_URL'] as const)
    if (isPlainHttp(values[name])) fault(name, 'must be https in production');
};

/** After {@link refineMessageService} found nothing; undefined when no service is named. */
export const messageServiceConfig = (values: Values): MessageServiceConfig | undefined => {
  const { KUVERT_SDK_URL: url, KUVERT_SDK_TOKEN_URL: tokenUrl = '' } = values;
  if (url === undefined) return undefined;
  const certificateFile = values.KUVERT_SDK_CERTIFICATE_FILE;
  return {
    baseUrl: url.replace(/\/$/, ''),
    tokenUrl,
    audience: values.KUVERT_SDK_AUDIENCE ?? tokenUrl,
    clientId: values.KUVERT_SDK_CLIENT_ID ?? '',
    keyFile: values.KUVERT_SDK_KEY_FILE ?? '',
    certificate:
      certificateFile === undefined
        ? undefined
        : { file: certificateFile, keyFile: values.KUVERT_SDK_CERTIFICATE_KEY_FILE ?? '' },
    caFile: values.KUVERT_SDK_CA_FILE,
    isWithin: values.KUVERT_SDK_WITHIN,
    allowLoopback: values.KUVERT_MODE === 'demonstration',
  };
};

/** What the client of a message service is made of. */
export interface MessageServiceAccess {
  readonly settings: Pick<MessageServiceConfig, 'baseUrl' | 'tokenUrl' | 'audience'>;
  readonly call: ServiceCall;
  readonly assertion: (audience: string) => string;
  readonly clock: Clock;
}

/** Reads the files. @throws KuvertError `key-missing`, `configuration-wrong` */
export const openMessageServiceAccess = async (
  config: MessageServiceConfig,
  { clock, randomness }: { readonly clock: Clock; readonly randomness: Randomness },
): Promise<MessageServiceAccess> => {
  const { baseUrl, tokenUrl, audience, clientId, certificate, caFile, isWithin, allowLoopback } =
    config;
  const hosts = [baseUrl, tokenUrl].map((url) => new URL(url).host);
  const ca = caFile === undefined ? {} : { ca: await readFile(caFile, 'utf8') };
  const clientCertificate = certificate && {
    cert: await readFile(certificate.file, 'utf8'),
    key: await readSecretFile(certificate.keyFile),
  };
  return {
    settings: { baseUrl, tokenUrl, audience },
    call: createServiceCall({
      hosts,
      allowLoopback,
      privateHosts: isWithin ? hosts : [],
      ...ca,
      ...(clientCertificate ? { clientCertificate } : {}),
    }),
    assertion: createAssertions({
      clientId,
      key: await readSecretFile(config.keyFile),
      clock,
      randomness,
    }),
    clock,
  };
};
