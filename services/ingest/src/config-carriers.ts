import { z } from 'zod';

import {
  carrierAccounts,
  carrierAccountVariables,
  hasAccount,
  refineCarrierAccounts,
  type SinchAccount,
  type TelnyxAccount,
  type TwilioAccount,
} from '@kuvert/platform/config/carriers';
import { variables, wordsOf } from '@kuvert/platform/config/environment';
import { isOne, secretSource, type SecretSource } from '@kuvert/platform/config/secret';

/** A carrier is configured when its first variable is; every other one belongs to it. */
export const carrierVariables = {
  ...carrierAccountVariables,
  KUVERT_TWILIO_MEDIA_HOSTS: z.string().optional(),
  // where Telnyx keeps what came, as its documentation shows its links
  KUVERT_TELNYX_MEDIA_HOSTS: z.string().default('s3.amazonaws.com *.s3.amazonaws.com'),
  KUVERT_HYLAFAX_KEY: z.string().min(32, 'must have 32 characters at least').optional(),
  KUVERT_HYLAFAX_KEY_FILE: variables.path.optional(),
};

type CarrierValues = z.infer<z.ZodObject<typeof carrierVariables>>;

/** Hosts where media may lie beside the carrier's interface; `*.example.com` is every host below. */
interface MediaHosts {
  readonly mediaHosts: readonly string[];
}

export type TwilioConfig = TwilioAccount & MediaHosts;
export type TelnyxConfig = TelnyxAccount & MediaHosts;

export interface HylafaxConfig {
  readonly carrier: string;
  readonly key: SecretSource;
}

/** Where faxes come from; undefined for those that aren't used. */
export interface CarriersConfig {
  readonly twilio: TwilioConfig | undefined;
  readonly telnyx: TelnyxConfig | undefined;
  readonly sinch: SinchAccount | undefined;
  readonly hylafax: HylafaxConfig | undefined;
}

/** For the schema's `superRefine`: a carrier is whole or not there, and there is one at least. */
export const refineCarriers = (values: Partial<CarrierValues>, context: z.RefinementCtx): void => {
  const fault = (path: keyof CarrierValues, message: string): void =>
    context.addIssue({ code: 'custom', path: [path], message });
  const hylafax =
    values.KUVERT_HYLAFAX_KEY !== undefined || values.KUVERT_HYLAFAX_KEY_FILE !== undefined;
  if (!hasAccount(values) && !hylafax)
    fault(
      'KUVERT_TWILIO_ACCOUNT_SID',
      'set it, KUVERT_TELNYX_PUBLIC_KEY, KUVERT_SINCH_PROJECT_ID or KUVERT_HYLAFAX_KEY_FILE: faxes must come from somewhere',
    );
  if (hylafax && !isOne(values.KUVERT_HYLAFAX_KEY, values.KUVERT_HYLAFAX_KEY_FILE))
    fault('KUVERT_HYLAFAX_KEY_FILE', 'goes without KUVERT_HYLAFAX_KEY');
  refineCarrierAccounts(values, hylafax, context);
};

/** After {@link refineCarriers} found nothing. */
export const carriersConfig = (values: CarrierValues): CarriersConfig => {
  const { twilio, telnyx, sinch } = carrierAccounts(values);
  return {
    twilio: twilio && { ...twilio, mediaHosts: wordsOf(values.KUVERT_TWILIO_MEDIA_HOSTS) },
    telnyx: telnyx && { ...telnyx, mediaHosts: wordsOf(values.KUVERT_TELNYX_MEDIA_HOSTS) },
    sinch,
    hylafax: hylafaxConfig(values),
  };
};

const hylafaxConfig = (values: CarrierValues): HylafaxConfig | undefined =>
  values.KUVERT_HYLAFAX_KEY === undefined && values.KUVERT_HYLAFAX_KEY_FILE === undefined
    ? undefined
    : {
        carrier: values.KUVERT_HYLAFAX_CARRIER,
        key: secretSource(values.KUVERT_HYLAFAX_KEY, values.KUVERT_HYLAFAX_KEY_FILE),
      };
