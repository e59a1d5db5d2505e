import type { z } from 'zod';

import { isLoopback } from '@kuvert/platform/config/loopback';

import { acrValues, parseLevels } from './login/assurance.ts';

/** What the rules look at; each may be absent or wrong, since every fault is told at once. */
interface Values {
  readonly KUVERT_MODE?: unknown;
  readonly KUVERT_MAILBOX_ORIGIN?: unknown;
  readonly KUVERT_ROOM_ORIGIN?: unknown;
  readonly KUVERT_OIDC_ISSUER?: unknown;
  readonly KUVERT_OIDC_ACR?: string | undefined;
  readonly KUVERT_OIDC_LOA?: unknown;
  readonly KUVERT_OIDC_CLIENT_SECRET_FILE?: unknown;
  readonly KUVERT_OIDC_CLIENT_KEY_FILE?: unknown;
  readonly KUVERT_OIDC_FOR?: unknown;
  readonly KUVERT_OIDC_CLIENT_ID?: unknown;
  readonly KUVERT_SAML_IDP?: unknown;
}

/** Faults between variables: plain http is for a demonstration on this machine and for nothing else. */
export const refineMode = (values: Values, context: z.RefinementCtx): void => {
  const fault = (name: keyof Values, message: string): void =>
    context.addIssue({ code: 'custom', path: [name], message });
  for (const name of [
    'KUVERT_MAILBOX_ORIGIN',
    'KUVERT_ROOM_ORIGIN',
    'KUVERT_OIDC_ISSUER',
  ] as const) {
    const reach = reachOf(values[name]);
    if (reach === 'other') fault(name, 'must be an https address');
    if (reach === 'loopback-http' && values.KUVERT_MODE === 'production')
      fault(name, 'must be https in production');
    if (reach === 'plain-http')
      fault(name, 'must be https; plain http is allowed on this machine alone');
  }
  if (
    values.KUVERT_ROOM_ORIGIN !== undefined &&
    values.KUVERT_ROOM_ORIGIN === values.KUVERT_MAILBOX_ORIGIN
  )
    fault('KUVERT_ROOM_ORIGIN', 'must be another one than KUVERT_MAILBOX_ORIGIN');
  const levels = typeof values.KUVERT_OIDC_LOA === 'string' && parseLevels(values.KUVERT_OIDC_LOA);
  if (values.KUVERT_ROOM_ORIGIN !== undefined && levels)
    for (const acr of acrValues(values.KUVERT_OIDC_ACR))
      if (!levels.has(acr))
        fault('KUVERT_OIDC_LOA', `must say which level ${acr} is, since there is a partner room`);
  const isThere = values.KUVERT_OIDC_ISSUER !== undefined;
  const isForStaff = isThere && values.KUVERT_OIDC_FOR !== 'room';
  if (!isForStaff && values.KUVERT_SAML_IDP === undefined)
    fault(
      'KUVERT_OIDC_ISSUER',
      'set it or KUVERT_SAML_IDP: without an identity provider nobody logs in',
    );
  if (!isThere && values.KUVERT_ROOM_ORIGIN !== undefined)
    fault(
      'KUVERT_OIDC_ISSUER',
      'is missing: the partner room has no login by SAML; KUVERT_OIDC_FOR=room keeps it for the room alone',
    );
  if (!isThere) return;
  if (!isForStaff && values.KUVERT_ROOM_ORIGIN === undefined)
    fault('KUVERT_OIDC_FOR', 'is for a partner room, and there is no KUVERT_ROOM_ORIGIN');
  if (values.KUVERT_OIDC_CLIENT_ID === undefined) fault('KUVERT_OIDC_CLIENT_ID', 'is missing');
  const proofs = [values.KUVERT_OIDC_CLIENT_SECRET_FILE, values.KUVERT_OIDC_CLIENT_KEY_FILE];
  if (proofs.filter((proof) => proof !== undefined).length !== 1)
    fault(
      'KUVERT_OIDC_CLIENT_SECRET_FILE',
      'set it or KUVERT_OIDC_CLIENT_KEY_FILE, one of the two',
    );
};

/** A place for checkpoints and the key that signs them go together. */
export const refineCheckpointKey = (
  values: Readonly<Record<string, unknown>>,
  context: z.RefinementCtx,
): void => {
  const isPlaced =
    values['KUVERT_CHECKPOINT_DIR'] !== undefined ||
    values['KUVERT_CHECKPOINT_ENDPOINT'] !== undefined;
  if (isPlaced === (values['KUVERT_CHECKPOINT_KEY_FILE'] !== undefined)) return;
  context.addIssue({
    code: 'custom',
    path: ['KUVERT_CHECKPOINT_KEY_FILE'],
    message: 'goes with KUVERT_CHECKPOINT_DIR or KUVERT_CHECKPOINT_ENDPOINT',
  });
};

type Reach = 'https' | 'loopback-http' | 'plain-http' | 'other' | 'unknown';

/** `unknown` is what its own schema refuses already. */
const reachOf = (value: unknown): Reach => {
  if (typeof value !== 'string' || !URL.canParse(value)) return 'unknown';
  const url = new URL(value);
  const { protocol } = url;
  if (protocol === 'https:') return 'https';
  if (protocol !== 'http:') return 'other';
  return isLoopback(url) ? 'loopback-http' : 'plain-http';
};
