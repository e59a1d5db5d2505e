import { z } from 'zod';

import { carrierName } from './carrier-name.ts';
import { variables } from './environment.ts';
import { refineSecret, secretSource, type SecretSource } from './secret.ts';

/** An account at Telnyx, by the variables of every service that talks to it. */
export const telnyxVariables = {
  KUVERT_TELNYX_PUBLIC_KEY: z
    .string()
    .regex(/^[A-Za-z0-9+/]{43}=$/, 'must be the public key as the portal shows it, in base64')
    .optional(),
  KUVERT_TELNYX_CARRIER: carrierName.default('telnyx'),
  KUVERT_TELNYX_REST_ORIGIN: variables.origin.default('https://api.telnyx.com'),
  KUVERT_TELNYX_API_KEY: z.string().optional(),
  KUVERT_TELNYX_API_KEY_FILE: variables.path.optional(),
};

type TelnyxValues = z.infer<z.ZodObject<typeof telnyxVariables>>;

export interface TelnyxAccount {
  readonly carrier: string;
  /** Checks what its webhooks are signed with. */
  readonly publicKey: string;
  readonly restOrigin: string;
  readonly apiKey: SecretSource;
}

/** For a schema's `superRefine`: once the account is named, everything of it is there. */
export const refineTelnyx = (values: Partial<TelnyxValues>, context: z.RefinementCtx): void => {
  if (values.KUVERT_TELNYX_PUBLIC_KEY !== undefined)
    refineSecret(values, 'KUVERT_TELNYX_API_KEY', context);
};

/** After {@link refineTelnyx} found nothing; undefined when no account is named. */
export const telnyxAccount = (values: TelnyxValues): TelnyxAccount | undefined =>
  values.KUVERT_TELNYX_PUBLIC_KEY === undefined
    ? undefined
    : {
        carrier: values.KUVERT_TELNYX_CARRIER,
        publicKey: values.KUVERT_TELNYX_PUBLIC_KEY,
        restOrigin: values.KUVERT_TELNYX_REST_ORIGIN,
        apiKey: secretSource(values.KUVERT_TELNYX_API_KEY, values.KUVERT_TELNYX_API_KEY_FILE),
      };
