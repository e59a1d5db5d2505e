import { sign, verify, type KeyObject } from 'node:crypto';

/** A place in the audit chain, as it was at a time. */
export interface Checkpoint {
  readonly seq: number;
  readonly hash: string;
  readonly at: Date;
}

/** Far above a checkpoint's some 300 bytes. */
export const maxCheckpointBytes = 4096;

const heading = 'kuvert audit checkpoint 1';
const form = new RegExp(
  `^(${heading}\\nseq ([1-9]\\d{0,15})\\nhash ([0-9a-f]{64})\\nat (\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z)\\n)signature ([A-Za-z0-9+/]{86}==)\\n$`,
);

/** The checkpoint as lines of text with an Ed25519 signature of the lines above it (RFC 8032). */
export const signCheckpoint = (
  { seq, hash, at }: Checkpoint,
  privateKey: KeyObject,
): Uint8Array => {
  const statement = `${heading}\nseq ${seq}\nhash ${hash}\nat ${at.toISOString()}\n`;
  const signature = sign(null, Buffer.from(statement), privateKey).toString('base64');
  return Buffer.from(`${statement}signature ${signature}\n`);
};

/** Undefined for what isn't one, or was signed by none of these keys. */
export const openCheckpoint = (
  bytes: Uint8Array,
  publicKeys: readonly KeyObject[],
): Checkpoint | undefined => {
  const [, statement, seq, hash, at, signature] =
    form.exec(Buffer.from(bytes).toString('utf8')) ?? [];
  if (!statement || !seq || !hash || !at || !signature) return undefined;
  const isOurs = publicKeys.some((key) =>
    verify(null, Buffer.from(statement), key, Buffer.from(signature, 'base64')),
  );
  return isOurs ? { seq: Number(seq), hash, at: new Date(at) } : undefined;
};
