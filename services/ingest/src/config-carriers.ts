import { z } from 'zod';

import { variables } from '@kuvert/platform/config/environment';
import {
  carrierName,
  isOne,
  refineTwilio,
  secretSource,
  twilioAccount,
  twilioVariables,
  type SecretSource,
  type TwilioAccount,
} from '@kuvert/platform/config/twilio';

/** A carrier is configured when its first variable is; every other one belongs to it. */
export const carrierVariables = {
  ...twilioVariables,
  KUVERT_TWILIO_MEDIA_HOSTS: z.string().optional(),
  KUVERT_HYLAFAX_CARRIER: carrierName.default('hylafax'),
  KUVERT_HYLAFAX_KEY: z.string().min(32, 'must have 32 characters at least').optional(),
  KUVERT_HYLAFAX_KEY_FILE: variables.path.optional(),
};

type CarrierValues = z.infer<z.ZodObject<typeof carrierVariables>>;

export interface TwilioConfig extends TwilioAccount {
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
  const twilio = values.KUVERT_TWILIO_ACCOUNT_SID !== undefined;
  const hylafax =
    values.KUVERT_HYLAFAX_KEY !== undefined || values.KUVERT_HYLAFAX_KEY_FILE !== undefined;
  if (!twilio && !hylafax)
    fault(
      'KUVERT_TWILIO_ACCOUNT_SID',
      'set it, or KUVERT_HYLAFAX_KEY_FILE: faxes must come from somewhere',
    );
  if (hylafax && !isOne(values.KUVERT_HYLAFAX_KEY, values.KUVERT_HYLAFAX_KEY_FILE))
    fault('KUVERT_HYLAFAX_KEY_FILE', 'goes without KUVERT_HYLAFAX_KEY');
  if (twilio && hylafax && values.KUVERT_TWILIO_CARRIER === values.KUVERT_HYLAFAX_CARRIER)
    fault('KUVERT_HYLAFAX_CARRIER', 'must differ from KUVERT_TWILIO_CARRIER');
  refineTwilio(values, context);
};

/** After {@link refineCarriers} found nothing. */
export const twilioConfig = (values: CarrierValues): TwilioConfig | undefined => {
  const account = twilioAccount(values);
  const mediaHosts = (values.KUVERT_TWILIO_MEDIA_HOSTS ?? '').split(/[\s,]+/).filter(Boolean);
  return account && { ...account, mediaHosts };
};

export const hylafaxConfig = (values: CarrierValues): HylafaxConfig | undefined =>
  values.KUVERT_HYLAFAX_KEY === undefined && values.KUVERT_HYLAFAX_KEY_FILE === undefined
    ? undefined
    : {
        carrier: values.KUVERT_HYLAFAX_CARRIER,
        key: secretSource(values.KUVERT_HYLAFAX_KEY, values.KUVERT_HYLAFAX_KEY_FILE),
      };
