import { z } from 'zod';

import { readSecretFile } from '../keys/secret-file.ts';
import { variables } from './environment.ts';

/** The configured name of a carrier, as it stands in paths, rows and metrics. */
export const carrierName = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,31}$/, 'must be lower-case letters, digits and hyphens');

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

/** A secret itself (in the environment), or the file that holds it. */
export type SecretSource =
  | { readonly kind: 'value'; readonly text: string }
  | { readonly kind: 'file'; readonly path: string };

export interface TwilioAccount {
  readonly carrier: string;
  readonly accountSid: string;
  readonly signingKey: SecretSource;
  readonly restOrigin: string;
  readonly restToken: SecretSource;
}

/** For a schema's `superRefine`: once the account is named, everything of it is there. */
export const refineTwilio = (values: Partial<TwilioValues>, context: z.RefinementCtx): void => {
  const fault = (path: keyof TwilioValues, message: string): void =>
    context.addIssue({ code: 'custom', path: [path], message });
  if (values.KUVERT_TWILIO_ACCOUNT_SID === undefined) return;
  if (!isOne(values.KUVERT_TWILIO_SIGNING_KEY, values.KUVERT_TWILIO_SIGNING_KEY_FILE))
    fault('KUVERT_TWILIO_SIGNING_KEY_FILE', 'set it or KUVERT_TWILIO_SIGNING_KEY, one of the two');
  if (values.KUVERT_TWILIO_REST_ORIGIN === undefined)
    fault('KUVERT_TWILIO_REST_ORIGIN', 'is missing: the carrier is asked and told there');
  if (!isOne(values.KUVERT_TWILIO_REST_TOKEN, values.KUVERT_TWILIO_REST_TOKEN_FILE))
    fault('KUVERT_TWILIO_REST_TOKEN_FILE', 'set it or KUVERT_TWILIO_REST_TOKEN, one of the two');
};

/** Of a secret and its file exactly one is given. */
export const isOne = (value: unknown, file: unknown): boolean =>
  (value === undefined) !== (file === undefined);

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

export const secretSource = (value: string | undefined, file: string | undefined): SecretSource =>
  value === undefined ? { kind: 'file', path: file ?? '' } : { kind: 'value', text: value };

/** @throws KuvertError `key-missing`, `configuration-wrong` */
export const readSecret = async (secret: SecretSource): Promise<string> =>
  secret.kind === 'value' ? secret.text : readSecretFile(secret.path);
