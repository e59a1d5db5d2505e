import type { Randomness } from '@kuvert/shared/ids';

/** Six bytes: below the largest safe integer. */
const bytes = 6;
const range = 2 ** (8 * bytes);

/**
 * So many different places of 1 to `population`, each as likely as any other: it decides whose reading is looked at, so it is
 * of the randomness that secrets are made of.
 */
export const drawPlaces = (
  randomness: Pick<Randomness, 'token'>,
  population: number,
  size: number,
): readonly number[] => {
  const drawn = new Set<number>();
  // Floyd's: one draw a place, whatever part of the population it is
  for (let last = population - Math.min(size, population) + 1; last <= population; last += 1) {
    const place = 1 + below(randomness, last);
    drawn.add(drawn.has(place) ? last : place);
  }
  return [...drawn].toSorted((one, other) => one - other);
};

/** Uniform from 0 up to, and not including, `limit`: what would favour small numbers is drawn again. */
const below = (randomness: Pick<Randomness, 'token'>, limit: number): number => {
  const fair = range - (range % limit);
  for (;;) {
    const number = Buffer.from(randomness.token(bytes), 'base64url').readUIntBE(0, bytes);
    if (number < fair) return number % limit;
  }
};
