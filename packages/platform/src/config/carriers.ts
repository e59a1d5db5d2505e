import type { z } from 'zod';

import { carrierName } from './carrier-name.ts';
import { refineSinch, sinchAccount, sinchVariables, type SinchAccount } from './sinch.ts';
import { refineTelnyx, telnyxAccount, telnyxVariables, type TelnyxAccount } from './telnyx.ts';
import { refineTwilio, twilioAccount, twilioVariables, type TwilioAccount } from './twilio.ts';

export type { SinchAccount, TelnyxAccount, TwilioAccount };

/** Of every carrier that services talk to; a carrier is configured when its first variable is. */
export const carrierAccountVariables = {
  ...twilioVariables,
  ...telnyxVariables,
  ...sinchVariables,
  KUVERT_HYLAFAX_CARRIER: carrierName.default('hylafax'),
};

type CarrierAccountValues = z.infer<z.ZodObject<typeof carrierAccountVariables>>;

/** Where the carriers' interfaces are: https in production. */
export const restOriginVariables = [
  'KUVERT_TWILIO_REST_ORIGIN',
  'KUVERT_TELNYX_REST_ORIGIN',
  'KUVERT_SINCH_REST_ORIGIN',
] as const;

/** Every carrier with an account of ours; undefined for those without. */
export interface CarrierAccounts {
  readonly twilio: TwilioAccount | undefined;
  readonly telnyx: TelnyxAccount | undefined;
  readonly sinch: SinchAccount | undefined;
}

const named = [
  ['KUVERT_TWILIO_ACCOUNT_SID', 'KUVERT_TWILIO_CARRIER', 'signalwire'],
  ['KUVERT_TELNYX_PUBLIC_KEY', 'KUVERT_TELNYX_CARRIER', 'telnyx'],
  ['KUVERT_SINCH_PROJECT_ID', 'KUVERT_SINCH_CARRIER', 'sinch'],
] as const;

/** Whether an account is named at all; each value may be absent or wrong. */
export const hasAccount = (values: Readonly<Record<string, unknown>>): boolean =>
  named.some(([first]) => values[first] !== undefined);

/** The names of the configured carriers, by the variable that gives each: a line of one's own first. */
export const carrierNames = (
  values: Partial<CarrierAccountValues>,
  hasHylafax: boolean,
): readonly (readonly [variable: keyof CarrierAccountValues, name: string])[] => [
  ...(hasHylafax
    ? [['KUVERT_HYLAFAX_CARRIER', values.KUVERT_HYLAFAX_CARRIER ?? 'hylafax'] as const]
    : []),
  ...named
    .filter(([first]) => values[first] !== undefined)
    .map(([, variable, usual]) => [variable, values[variable] ?? usual] as const),
];

/** For a schema's `superRefine`: every carrier is whole or not there, and each has a name of its own. */
export const refineCarrierAccounts = (
  values: Partial<CarrierAccountValues>,
  hasHylafax: boolean,
  context: z.RefinementCtx,
): void => {
  refineTwilio(values, context);
  refineTelnyx(values, context);
  refineSinch(values, context);
  const taken = new Map<string, string>();
  // a line of one's own gives way: an account's name stands in its carrier's console as well
  for (const [variable, name] of carrierNames(values, hasHylafax).toReversed()) {
    const other = taken.get(name);
    if (other === undefined) taken.set(name, variable);
    else
      context.addIssue({ code: 'custom', path: [variable], message: `must differ from ${other}` });
  }
};

/** After {@link refineCarrierAccounts} found nothing. */
export const carrierAccounts = (values: CarrierAccountValues): CarrierAccounts => ({
  twilio: twilioAccount(values),
  telnyx: telnyxAccount(values),
  sinch: sinchAccount(values),
});
