import type { z } from 'zod';

import { readSecretFile } from '../keys/secret-file.ts';

/** A secret itself (in the environment), or the file that holds it. */
export type SecretSource =
  | { readonly kind: 'value'; readonly text: string }
  | { readonly kind: 'file'; readonly path: string };

/** Of a secret and its file exactly one is given. */
export const isOne = (value: unknown, file: unknown): boolean =>
  (value === undefined) !== (file === undefined);

/** For a schema's `superRefine`: the secret of this name stands in its variable or in a file, `…_FILE`. */
export const refineSecret = (
  values: Readonly<Record<string, unknown>>,
  name: string,
  context: z.RefinementCtx,
): void => {
  const file = `${name}_FILE`;
  if (!isOne(values[name], values[file]))
    context.addIssue({
      code: 'custom',
      path: [file],
      message: `set it or ${name}, one of the two`,
    });
};

export const secretSource = (value: string | undefined, file: string | undefined): SecretSource =>
  value === undefined ? { kind: 'file', path: file ?? '' } : { kind: 'value', text: value };

/** @throws KuvertError `key-missing`, `configuration-wrong` */
export const readSecret = async (secret: SecretSource): Promise<string> =>
  secret.kind === 'value' ? secret.text : readSecretFile(secret.path);
