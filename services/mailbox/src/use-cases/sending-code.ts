import type { Randomness } from '@kuvert/shared/ids';

/** Crockford's base 32: no letters that are taken for digits over the telephone. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const characters = 8;

/**
 * What a wrong receiver names a fax by, such as `K7Q4-M2XP`: says nothing of what is in it, and can be read out.
 * Forty random bits.
 */
export const newSendingCode = (randomness: Pick<Randomness, 'token'>): string => {
  const bytes = Buffer.from(randomness.token(characters), 'base64url');
  const code = Array.from(bytes, (byte) => alphabet[byte % alphabet.length]).join('');
  return `${code.slice(0, characters / 2)}-${code.slice(characters / 2, characters)}`;
};
