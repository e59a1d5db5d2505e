import { createHash, timingSafeEqual } from 'node:crypto';

/** What rests of a secret in the database: whoever reads the row can't use it. */
export const hashSecret = (secret: string): string =>
  createHash('sha256').update(secret).digest('base64url');

/** Compares two secrets in a time that says nothing of where they differ. */
export const sameSecret = (one: string, other: string): boolean =>
  timingSafeEqual(Buffer.from(hashSecret(one)), Buffer.from(hashSecret(other)));
