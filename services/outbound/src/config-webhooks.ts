import { z } from 'zod';

import { isOn, variables, wordsOf } from '@kuvert/platform/config/environment';

/** Webhooks are sent from here when the first is true. */
export const webhookVariables = {
  KUVERT_WEBHOOKS: variables.flag.default(false),
  KUVERT_WEBHOOK_PRIVATE_HOSTS: z.string().optional(),
  KUVERT_WEBHOOK_CA_FILE: variables.path.optional(),
};

/** Our own identity, which opens what is sealed for us. */
export interface OwnKeyFiles {
  readonly file: string;
  readonly passphraseFile: string;
}

export interface WebhooksConfig {
  /** It opens the secrets that sign. */
  readonly key: OwnKeyFiles;
  /** `host` or `host:port` each; these may have private addresses. */
  readonly privateHosts: readonly string[];
  /** PEM of an authority trusted beside the well-known ones. */
  readonly caFile: string | undefined;
  /** Receivers may be on this machine, over plain http: in a demonstration alone. */
  readonly allowLoopback: boolean;
}

interface Values {
  readonly KUVERT_MODE?: unknown;
  readonly KUVERT_WEBHOOKS?: unknown;
  readonly KUVERT_OUTBOUND_KEY_FILE?: string | undefined;
  readonly KUVERT_OUTBOUND_KEY_PASSPHRASE_FILE?: string | undefined;
  readonly KUVERT_WEBHOOK_PRIVATE_HOSTS?: string | undefined;
  readonly KUVERT_WEBHOOK_CA_FILE?: string | undefined;
}

export const ownKeyFiles = (values: Values): OwnKeyFiles => ({
  file: values.KUVERT_OUTBOUND_KEY_FILE ?? '',
  passphraseFile: values.KUVERT_OUTBOUND_KEY_PASSPHRASE_FILE ?? '',
});

/** For the schema's `superRefine`: without the key no secret opens. */
export const refineWebhooks = (values: Partial<Values>, context: z.RefinementCtx): void => {
  if (!isOn(values.KUVERT_WEBHOOKS)) return;
  for (const name of ['KUVERT_OUTBOUND_KEY_FILE', 'KUVERT_OUTBOUND_KEY_PASSPHRASE_FILE'] as const)
    if (values[name] === undefined)
      context.addIssue({
        code: 'custom',
        path: [name],
        message: 'is missing: the secrets that sign webhooks are sealed for it',
      });
};

/** After {@link refineWebhooks} found nothing. */
export const webhooksConfig = (values: Values): WebhooksConfig | undefined =>
  isOn(values.KUVERT_WEBHOOKS)
    ? {
        key: ownKeyFiles(values),
        privateHosts: wordsOf(values.KUVERT_WEBHOOK_PRIVATE_HOSTS),
        caFile: values.KUVERT_WEBHOOK_CA_FILE,
        allowLoopback: values.KUVERT_MODE === 'demonstration',
      }
    : undefined;
