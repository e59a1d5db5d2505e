import { z } from 'zod';

import {
  carrierAccounts,
  carrierAccountVariables,
  carrierNames,
  hasAccount,
  refineCarrierAccounts,
  type SinchAccount,
  type TelnyxAccount,
  type TwilioAccount,
} from '@kuvert/platform/config/carriers';
import { variables, wordsOf } from '@kuvert/platform/config/environment';
import { isOne, secretSource, type SecretSource } from '@kuvert/platform/config/secret';

/** Faxes go by a carrier whose first variable is set; every other one belongs to it. */
export const carrierVariables = {
  ...carrierAccountVariables,
  KUVERT_TELNYX_CONNECTION_ID: z.string().optional(),
  KUVERT_HYLAFAX_SEND_HOST: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9.:-]{0,252}$/, 'must be a name or an address')
    .optional(),
  KUVERT_HYLAFAX_SEND_PORT: variables.port.default(4559),
  KUVERT_HYLAFAX_SEND_USER: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9_-]{0,31}$/, 'must be letters, digits, _ and -')
    .default('kuvert'),
  KUVERT_HYLAFAX_SEND_PASSWORD: z.string().optional(),
  KUVERT_HYLAFAX_SEND_PASSWORD_FILE: variables.path.optional(),
  KUVERT_HYLAFAX_SEND_KEY: z.string().min(32, 'must have 32 characters at least').optional(),
  KUVERT_HYLAFAX_SEND_KEY_FILE: variables.path.optional(),
  KUVERT_SEND_BY: z.string().optional(),
  KUVERT_SEND_CALLS: z.string().optional(),
};

type CarrierValues = z.infer<z.ZodObject<typeof carrierVariables>>;

/** A HylaFAX server that sends for us. */
export interface HylafaxSender {
  readonly carrier: string;
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: SecretSource | undefined;
  readonly key: SecretSource;
}

/** Telnyx, and the fax application that faxes are sent by. */
export interface TelnyxSender extends TelnyxAccount {
  readonly connectionId: string;
}

/** None at all in a house that sends by secure channels alone. */
export interface CarriersConfig {
  readonly twilio: TwilioAccount | undefined;
  readonly telnyx: TelnyxSender | undefined;
  readonly sinch: SinchAccount | undefined;
  readonly hylafax: HylafaxSender | undefined;
  /** Names of those that get new faxes, the first one first. */
  readonly order: readonly string[];
  /** How many calls may be under way by a carrier at once; one that isn't named has no limit. */
  readonly calls: ReadonlyMap<string, number>;
}

/** Whether any carrier is named at all. */
export const hasCarrier = (values: Readonly<Record<string, unknown>>): boolean =>
  hasAccount(values) || hasHylafax(values);

const hasHylafax = (values: Readonly<Record<string, unknown>>): boolean =>
  values['KUVERT_HYLAFAX_SEND_HOST'] !== undefined;

const limit = /^([a-z][a-z0-9-]*)=([1-9]\d{0,3})$/;

/** For the schema's `superRefine`: a carrier is whole or not there, and what is said of carriers names them. */
export const refineCarriers = (values: Partial<CarrierValues>, context: z.RefinementCtx): void => {
  const fault = (path: keyof CarrierValues, message: string): void =>
    context.addIssue({ code: 'custom', path: [path], message });
  refineCarrierAccounts(values, hasHylafax(values), context);
  if (values.KUVERT_TELNYX_PUBLIC_KEY !== undefined)
    if (values.KUVERT_TELNYX_CONNECTION_ID === undefined)
      fault('KUVERT_TELNYX_CONNECTION_ID', 'is missing: the fax application that sends');
  if (values.KUVERT_HYLAFAX_SEND_HOST !== undefined) {
    if (!isOne(values.KUVERT_HYLAFAX_SEND_KEY, values.KUVERT_HYLAFAX_SEND_KEY_FILE))
      fault('KUVERT_HYLAFAX_SEND_KEY_FILE', 'set it or KUVERT_HYLAFAX_SEND_KEY, one of the two');
    if (values.KUVERT_HYLAFAX_SEND_PASSWORD !== undefined)
      if (values.KUVERT_HYLAFAX_SEND_PASSWORD_FILE !== undefined)
        fault('KUVERT_HYLAFAX_SEND_PASSWORD_FILE', 'goes without KUVERT_HYLAFAX_SEND_PASSWORD');
  }
  const names = namesOf(values);
  const order = wordsOf(values.KUVERT_SEND_BY);
  if (new Set(order).size < order.length || !order.every((name) => names.includes(name)))
    fault('KUVERT_SEND_BY', 'must name carriers that are configured, each once');
  const limits = wordsOf(values.KUVERT_SEND_CALLS).map((word) => limit.exec(word)?.[1]);
  if (!limits.every((name) => name !== undefined && names.includes(name)))
    fault('KUVERT_SEND_CALLS', 'must be such as "hylafax=2", of carriers that are configured');
};

const namesOf = (values: Partial<CarrierValues>): readonly string[] =>
  carrierNames(values, hasHylafax(values)).map(([, name]) => name);

/** After {@link refineCarriers} found nothing. */
export const carriersConfig = (values: CarrierValues): CarriersConfig => {
  const order = wordsOf(values.KUVERT_SEND_BY);
  const { twilio, telnyx, sinch } = carrierAccounts(values);
  return {
    twilio,
    telnyx: telnyx && { ...telnyx, connectionId: values.KUVERT_TELNYX_CONNECTION_ID ?? '' },
    sinch,
    hylafax: hylafaxSender(values),
    order: order.length > 0 ? order : namesOf(values),
    calls: new Map(
      wordsOf(values.KUVERT_SEND_CALLS).map((word) => {
        const [, name = '', calls] = limit.exec(word) ?? [];
        return [name, Number(calls)];
      }),
    ),
  };
};

const hylafaxSender = (values: CarrierValues): HylafaxSender | undefined => {
  const {
    KUVERT_HYLAFAX_SEND_HOST: host,
    KUVERT_HYLAFAX_SEND_PASSWORD: password,
    KUVERT_HYLAFAX_SEND_PASSWORD_FILE: passwordFile,
  } = values;
  if (host === undefined) return undefined;
  return {
    host,
    carrier: values.KUVERT_HYLAFAX_CARRIER,
    port: values.KUVERT_HYLAFAX_SEND_PORT,
    user: values.KUVERT_HYLAFAX_SEND_USER,
    password:
      password === undefined && passwordFile === undefined
        ? undefined
        : secretSource(password, passwordFile),
    key: secretSource(values.KUVERT_HYLAFAX_SEND_KEY, values.KUVERT_HYLAFAX_SEND_KEY_FILE),
  };
};
