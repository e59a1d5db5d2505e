import { z } from 'zod';

import { carrierName } from './carrier-name.ts';
import { variables } from './environment.ts';
import { refineSecret, secretSource, type SecretSource } from './secret.ts';

/** A project at Sinch, by the variables of every service that talks to it. */
export const sinchVariables = {
  KUVERT_SINCH_PROJECT_ID: z
    .string()
    .regex(/^[\w-]{1,64}$/, 'must be letters, digits, _ and -')
    .optional(),
  KUVERT_SINCH_CARRIER: carrierName.default('sinch'),
  KUVERT_SINCH_REST_ORIGIN: variables.origin.default('https://fax.api.sinch.com'),
  KUVERT_SINCH_KEY_ID: z.string().optional(),
  KUVERT_SINCH_KEY_SECRET: z.string().optional(),
  KUVERT_SINCH_KEY_SECRET_FILE: variables.path.optional(),
  KUVERT_SINCH_WEBHOOK_SECRET: z
    .string()
    .regex(/^[\w-]{32,}$/, 'must be 32 letters, digits, _ and - at least: it stands in an address')
    .optional(),
  KUVERT_SINCH_WEBHOOK_SECRET_FILE: variables.path.optional(),
};

type SinchValues = z.infer<z.ZodObject<typeof sinchVariables>>;

export interface SinchAccount {
  readonly carrier: string;
  readonly projectId: string;
  readonly restOrigin: string;
  readonly keyId: string;
  readonly keySecret: SecretSource;
  /** By which whoever tells us shows who it is. */
  readonly webhookSecret: SecretSource;
}

/** For a schema's `superRefine`: once the project is named, everything of it is there. */
export const refineSinch = (values: Partial<SinchValues>, context: z.RefinementCtx): void => {
  if (values.KUVERT_SINCH_PROJECT_ID === undefined) return;
  if (values.KUVERT_SINCH_KEY_ID === undefined)
    context.addIssue({
      code: 'custom',
      path: ['KUVERT_SINCH_KEY_ID'],
      message: 'is missing: it goes with KUVERT_SINCH_KEY_SECRET_FILE',
    });
  refineSecret(values, 'KUVERT_SINCH_KEY_SECRET', context);
  refineSecret(values, 'KUVERT_SINCH_WEBHOOK_SECRET', context);
};

/** After {@link refineSinch} found nothing; undefined when no project is named. */
export const sinchAccount = (values: SinchValues): SinchAccount | undefined =>
  values.KUVERT_SINCH_PROJECT_ID === undefined
    ? undefined
    : {
        carrier: values.KUVERT_SINCH_CARRIER,
        projectId: values.KUVERT_SINCH_PROJECT_ID,
        restOrigin: values.KUVERT_SINCH_REST_ORIGIN,
        keyId: values.KUVERT_SINCH_KEY_ID ?? '',
        keySecret: secretSource(
          values.KUVERT_SINCH_KEY_SECRET,
          values.KUVERT_SINCH_KEY_SECRET_FILE,
        ),
        webhookSecret: secretSource(
          values.KUVERT_SINCH_WEBHOOK_SECRET,
          values.KUVERT_SINCH_WEBHOOK_SECRET_FILE,
        ),
      };
