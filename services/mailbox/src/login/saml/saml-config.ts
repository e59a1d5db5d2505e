import { z } from 'zod';

import { isPlainHttp, variables, wordsOf } from '@kuvert/platform/config/environment';
import { levelsOfAssurance } from '@kuvert/shared/level-of-assurance';

import { parseLevels, type AssuranceConfig } from '../assurance.ts';
import { anyIdp, samlPresetNames, samlPresets, type SamlPreset } from './presets.ts';

/** Logging in by SAML 2.0; the first of them turns it on. */
export const samlVariables = {
  KUVERT_SAML_IDP: z.string().trim().min(1).max(1024).optional(),
  KUVERT_SAML_METADATA_URL: z.url('must be a URL').optional(),
  KUVERT_SAML_METADATA_FILE: variables.path.optional(),
  KUVERT_SAML_METADATA_CERTIFICATE_FILE: variables.path.optional(),
  KUVERT_SAML_ENTITY_ID: z.string().trim().max(1024).default(''),
  KUVERT_SAML_KEY_FILE: variables.path.optional(),
  KUVERT_SAML_CERTIFICATE_FILE: variables.path.optional(),
  KUVERT_SAML_PREVIOUS_KEY_FILE: variables.path.optional(),
  KUVERT_SAML_NAME: z.string().trim().max(60, 'must have 60 characters at most').optional(),
  // compose hands on what isn't set as an empty text
  KUVERT_SAML_PRESET: z
    .enum(['', ...samlPresetNames], `must be one of ${samlPresetNames.join(', ')}`)
    .default(''),
  KUVERT_SAML_SUBJECT_ATTRIBUTE: z.string().trim().default(''),
  KUVERT_SAML_NAME_ATTRIBUTE: z.string().trim().default(''),
  KUVERT_SAML_GROUPS_ATTRIBUTE: z.string().trim().default(''),
  KUVERT_SAML_ACR: z.string().default(''),
  KUVERT_SAML_LOA: z
    .string()
    .default('')
    .refine(
      (text) => parseLevels(text) !== undefined,
      'must be levels and authentication contexts, such as LoA3=urn:example:substantial',
    ),
  KUVERT_SAML_LOGOUT: z
    .enum(['everywhere', 'here'], 'must be everywhere or here')
    .default('everywhere'),
  KUVERT_SAML_LOA_UNSAID: z.enum(levelsOfAssurance, 'must be LoA1 to LoA4').optional(),
};

type Values = z.infer<z.ZodObject<typeof samlVariables>> & {
  readonly KUVERT_MODE: 'demonstration' | 'production';
  readonly KUVERT_MAILBOX_ORIGIN: string;
  readonly KUVERT_OIDC_ISSUER?: string | undefined;
  readonly KUVERT_OIDC_FOR?: 'everybody' | 'room' | undefined;
};

export interface SamlConfig extends AssuranceConfig {
  /** The identity provider's entity id. */
  readonly idp: string;
  readonly metadata: {
    readonly source:
      | { readonly kind: 'url'; readonly url: string }
      | { readonly kind: 'file'; readonly file: string };
    /** Who signs them; undefined: whoever answers at that address is believed. */
    readonly certificateFile: string | undefined;
  };
  /** Ours. */
  readonly entityId: string;
  readonly keyFile: string;
  readonly certificateFile: string;
  /** Opens what is still encrypted for it. */
  readonly previousKeyFile: string | undefined;
  /** What its button calls it; undefined: there is no other login to tell it from. */
  readonly name: string | undefined;
  readonly preset: SamlPreset;
  /** Whether its levels are known, so that a stronger login can ask for one. */
  readonly knowsLevels: boolean;
  /** Whoever logs out here logs out at the identity provider as well. */
  readonly logsOutThere: boolean;
  /** Plain http to an identity provider on this machine: in a demonstration alone. */
  readonly allowHttp: boolean;
}

const needed = ['KUVERT_SAML_KEY_FILE', 'KUVERT_SAML_CERTIFICATE_FILE'] as const;

/** For a schema's `superRefine`: once an identity provider is named, everything that goes with it is there. */
export const refineSaml = (values: Partial<Values>, context: z.RefinementCtx): void => {
  if (values.KUVERT_SAML_IDP === undefined) return;
  const fault = (path: keyof Values, message: string): void =>
    context.addIssue({ code: 'custom', path: [path], message });
  for (const name of needed)
    if (values[name] === undefined) fault(name, 'is missing: it goes with KUVERT_SAML_IDP');
  const { KUVERT_SAML_METADATA_URL: url, KUVERT_SAML_METADATA_FILE: file } = values;
  if ((url === undefined) === (file === undefined))
    fault('KUVERT_SAML_METADATA_URL', 'set it or KUVERT_SAML_METADATA_FILE, one of the two');
  if (isPlainHttp(url) && values.KUVERT_MODE === 'production')
    fault('KUVERT_SAML_METADATA_URL', 'must be https in production');
  const isBeside = values.KUVERT_OIDC_ISSUER !== undefined && values.KUVERT_OIDC_FOR !== 'room';
  if (isBeside && !values.KUVERT_SAML_NAME)
    fault(
      'KUVERT_SAML_NAME',
      'is missing: beside KUVERT_OIDC_ISSUER its button on the login page needs a name of its own',
    );
};

/** After {@link refineSaml} found nothing; undefined when nobody logs in by SAML. */
export const samlConfig = (values: Values): SamlConfig | undefined => {
  const { KUVERT_SAML_IDP: idp, KUVERT_SAML_METADATA_URL: url } = values;
  if (idp === undefined) return undefined;
  const preset = presetOf(values);
  const acr = wordsOf(values.KUVERT_SAML_ACR);
  return {
    idp,
    metadata: {
      source:
        url === undefined
          ? { kind: 'file', file: values.KUVERT_SAML_METADATA_FILE ?? '' }
          : { kind: 'url', url },
      certificateFile: values.KUVERT_SAML_METADATA_CERTIFICATE_FILE,
    },
    entityId: values.KUVERT_SAML_ENTITY_ID || `${values.KUVERT_MAILBOX_ORIGIN}/saml/metadata`,
    keyFile: values.KUVERT_SAML_KEY_FILE ?? '',
    certificateFile: values.KUVERT_SAML_CERTIFICATE_FILE ?? '',
    previousKeyFile: values.KUVERT_SAML_PREVIOUS_KEY_FILE,
    name: values.KUVERT_SAML_NAME,
    preset,
    acr: acr.length > 0 ? acr : preset.acr,
    levels: parseLevels(values.KUVERT_SAML_LOA) ?? new Map(),
    knowsLevels: acr.length + preset.acr.length > 0 || values.KUVERT_SAML_LOA !== '',
    unsaid: values.KUVERT_SAML_LOA_UNSAID ?? null,
    logsOutThere: values.KUVERT_SAML_LOGOUT === 'everywhere',
    allowHttp: values.KUVERT_MODE === 'demonstration',
  };
};

const presetOf = (values: Values): SamlPreset => {
  const preset: SamlPreset = values.KUVERT_SAML_PRESET
    ? samlPresets[values.KUVERT_SAML_PRESET]
    : anyIdp;
  const {
    KUVERT_SAML_SUBJECT_ATTRIBUTE: subject,
    KUVERT_SAML_NAME_ATTRIBUTE: name,
    KUVERT_SAML_GROUPS_ATTRIBUTE: groups,
  } = values;
  return {
    ...preset,
    ...(subject !== '' && { subject: { attribute: subject, isOne: (text) => text !== '' } }),
    ...(name !== '' && { name: { ...preset.name, whole: [name] } }),
    ...(groups !== '' && { groups: { ...preset.groups, attribute: groups } }),
  };
};
