import { z } from 'zod';

import { carrierName } from './carrier-name.ts';
import { variables } from './environment.ts';
import { refineSecret, secretSource, type SecretSource } from './secret.ts';

/** An account at a carrier of the Twilio dialect, by the variables of every service that talks to it. */
export const twilioVariables = {
  KUVERT_TWILIO_ACCOUNT_SID: z.string().optional(),
  KUVERT_TWILIO_CARRIER: carrierName.default('signalwire'),
  KUVERT_TWILIO_SIGNING_KEY: z.string().optional(),
  KUVERT_TWILIO_SIGNING_KEY_FILE: variables.path.optional(),
  KUVERT_TWILIO_REST_ORIGIN: variables.origin.optional(),
  KUVERT_TWILIO_REST_TOKEN: z.string().optional(),
  KUVERT_TWILIO_REST_TOKEN_FILE: variables.path.optional(),
};

type TwilioValues = z.infer<z.ZodObject<typeof twilioVariables>>;

export interface TwilioAccount {
  readonly carrier: string;
  readonly accountSid: string;
  readonly signingKey: SecretSource;
  readonly restOrigin: string;
  readonly restToken: SecretSource;
}

/** For a schema's `superRefine`: once the account is named, everything of it is there. */
export const refineTwilio = (values: Partial<TwilioValues>, context: z.RefinementCtx): void => {
  if (values.KUVERT_TWILIO_ACCOUNT_SID === undefined) return;
  refineSecret(values, 'KUVERT_TWILIO_SIGNING_KEY', context);
  if (values.KUVERT_TWILIO_REST_ORIGIN === undefined)
    context.addIssue({
      code: 'custom',
      path: ['KUVERT_TWILIO_REST_ORIGIN'],
      message: 'is missing: the carrier is asked and told there',
    });
  refineSecret(values, 'KUVERT_TWILIO_REST_TOKEN', context);
};

/** After {@link refineTwilio} found nothing; undefined when no account is named. */
export const twilioAccount = (values: TwilioValues): TwilioAccount | undefined =>
  values.KUVERT_TWILIO_ACCOUNT_SID === undefined
    ? undefined
    : {
        carrier: values.KUVERT_TWILIO_CARRIER,
        accountSid: values.KUVERT_TWILIO_ACCOUNT_SID,
        signingKey: secretSource(
          values.KUVERT_TWILIO_SIGNING_KEY,
          values.KUVERT_TWILIO_SIGNING_KEY_FILE,
        ),
        restOrigin: values.KUVERT_TWILIO_REST_ORIGIN ?? '',
        restToken: secretSource(
          values.KUVERT_TWILIO_REST_TOKEN,
          values.KUVERT_TWILIO_REST_TOKEN_FILE,
        ),
      };
