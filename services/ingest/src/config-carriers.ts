import { z } from 'zod';

import { variables } from '@kuvert/platform/config/environment';

const name = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,31}$/, 'must be lower-case letters, digits and hyphens');

/** A carrier is configured when its first variable is; every other one belongs to it. */
export const carrierVariables = {
  KUVERT_TWILIO_ACCOUNT_SID: z.string().optional(),
  KUVERT_TWILIO_CARRIER: name.default('signalwire'),
  KUVERT_TWILIO_SIGNING_KEY: z.string().optional(),
  KUVERT_TWILIO_SIGNING_KEY_FILE: variables.path.optional(),
  KUVERT_TWILIO_REST_ORIGIN: variables.origin.optional(),
  KUVERT_TWILIO_REST_TOKEN: z.string().optional(),
  KUVERT_TWILIO_REST_TOKEN_FILE: variables.path.optional(),
  KUVERT_TWILIO_MEDIA_HOSTS: z.string().optional(),
  KUVERT_HYLAFAX_CARRIER: name.default('hylafax'),
  KUVERT_HYLAFAX_KEY: z.string().min(32, 'must have 32 characters at least').optional(),
  KUVERT_HYLAFAX_KEY_FILE: variables.path.optional(),
};

type CarrierValues = z.infer<z.ZodObject<typeof carrierVariables>>;

/** A secret itself (in the environment), or the file that holds it. */
export type SecretSource =
  | { readonly kind: 'value'; readonly text: string }
  | { readonly kind: 'file'; readonly path: string };

export interface TwilioConfig {
  readonly carrier: string;
  readonly accountSid: string;
  readonly signingKey: SecretSource;
  readonly restOrigin: string;
  readonly restToken: SecretSource;
  /** Where media may lie beside the REST host; `*.example.com` is every host below. */
  readonly mediaHosts: readonly string[];
}

export interface HylafaxConfig {
  readonly carrier: string;
  readonly key: SecretSource;
}

/** For the schema's `superRefine`: a carrier is whole or not there, and there is one at least. */
export const refineCarriers = (values: Partial<CarrierValues>, context: z.RefinementCtx): void => {
  const fault = (path: keyof CarrierValues, message: string): void =>
    context.addIssue({ code: 'custom', path: [path], message });
  const one = (value: unknown, file: unknown): boolean =>
    (value === undefined) !== (file === undefined);
  const twilio = values.KUVERT_TWILIO_ACCOUNT_SID !== undefined;
  const hylafax =
    values.KUVERT_HYLAFAX_KEY !== undefined || values.KUVERT_HYLAFAX_KEY_FILE !== undefined;
  if (!twilio && !hylafax)
    fault(
      'KUVERT_TWILIO_ACCOUNT_SID',
      'set it, or KUVERT_HYLAFAX_KEY_FILE: faxes must come from somewhere',
    );
  if (hylafax && !one(values.KUVERT_HYLAFAX_KEY, values.KUVERT_HYLAFAX_KEY_FILE))
    fault('KUVERT_HYLAFAX_KEY_FILE', 'goes without KUVERT_HYLAFAX_KEY');
  if (twilio && hylafax && values.KUVERT_TWILIO_CARRIER === values.KUVERT_HYLAFAX_CARRIER)
    fault('KUVERT_HYLAFAX_CARRIER', 'must differ from KUVERT_TWILIO_CARRIER');
  if (!twilio) return;
  if (!one(values.KUVERT_TWILIO_SIGNING_KEY, values.KUVERT_TWILIO_SIGNING_KEY_FILE))
    fault('KUVERT_TWILIO_SIGNING_KEY_FILE', 'set it or KUVERT_TWILIO_SIGNING_KEY, one of the two');
  if (values.KUVERT_TWILIO_REST_ORIGIN === undefined)
    fault(
      'KUVERT_TWILIO_REST_ORIGIN',
      'is missing: media are fetched and missed faxes found there',
    );
  if (!one(values.KUVERT_TWILIO_REST_TOKEN, values.KUVERT_TWILIO_REST_TOKEN_FILE))
    fault('KUVERT_TWILIO_REST_TOKEN_FILE', 'set it or KUVERT_TWILIO_REST_TOKEN, one of the two');
};

/** After {@link refineCarriers} found nothing. */
export const twilioConfig = (values: CarrierValues): TwilioConfig | undefined =>
  values.KUVERT_TWILIO_ACCOUNT_SID === undefined
    ? undefined
    : {
        carrier: values.KUVERT_TWILIO_CARRIER,
        accountSid: values.KUVERT_TWILIO_ACCOUNT_SID,
        signingKey: secret(values.KUVERT_TWILIO_SIGNING_KEY, values.KUVERT_TWILIO_SIGNING_KEY_FILE),
        restOrigin: values.KUVERT_TWILIO_REST_ORIGIN ?? '',
        restToken: secret(values.KUVERT_TWILIO_REST_TOKEN, values.KUVERT_TWILIO_REST_TOKEN_FILE),
        mediaHosts: (values.KUVERT_TWILIO_MEDIA_HOSTS ?? '').split(/[\s,]+/).filter(Boolean),
      };

export const hylafaxConfig = (values: CarrierValues): HylafaxConfig | undefined =>
  values.KUVERT_HYLAFAX_KEY === undefined && values.KUVERT_HYLAFAX_KEY_FILE === undefined
    ? undefined
    : {
        carrier: values.KUVERT_HYLAFAX_CARRIER,
        key: secret(values.KUVERT_HYLAFAX_KEY, values.KUVERT_HYLAFAX_KEY_FILE),
      };

const secret = (value: string | undefined, file: string | undefined): SecretSource =>
  value === undefined ? { kind: 'file', path: file ?? '' } : { kind: 'value', text: value };
