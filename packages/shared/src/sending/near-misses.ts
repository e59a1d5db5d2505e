/** How a number that was typed differs from one that is known. */
export const slips = [
  /** One digit is another. */
  'digit',
  /** Two neighbours stand the other way round. */
  'swapped',
  /** One digit was left out. */
  'missing',
  /** One digit stands twice. */
  'doubled',
] as const;

export type Slip = (typeof slips)[number];

/** The number without the character at this place. */
const without = (number: string, place: number): string =>
  number.slice(0, place) + number.slice(place + 1);

/** The first place at which two texts differ; the length of the shorter one when they don't until there. */
const firstDifference = (one: string, other: string): number => {
  const shorter = Math.min(one.length, other.length);
  for (let place = 0; place < shorter; place += 1) if (one[place] !== other[place]) return place;
  return shorter;
};

/**
 * The one slip of the hand that makes the typed number of the known one; undefined for the same number, and for others.
 * Both in E.164.
 */
export const slipBetween = (typed: string, known: string): Slip | undefined => {
  if (typed === known) return undefined;
  const place = firstDifference(typed, known);
  switch (typed.length - known.length) {
    case 0: {
      if (typed.slice(place + 1) === known.slice(place + 1)) return 'digit';
      const isSwapped =
        typed[place] === known[place + 1] &&
        typed[place + 1] === known[place] &&
        typed.slice(place + 2) === known.slice(place + 2);
      return isSwapped ? 'swapped' : undefined;
    }
    case -1:
      return typed === without(known, place) ? 'missing' : undefined;
    case 1:
      return typed[place] === typed[place - 1] && without(typed, place) === known
        ? 'doubled'
        : undefined;
    default:
      return undefined;
  }
};

/** Of the known numbers those that the typed one is nearly, in their order, with how it differs. */
export const nearMisses = <Known extends { readonly number: string }>(
  typed: string,
  known: readonly Known[],
): (Known & { readonly slip: Slip })[] =>
  known.flatMap((each) => {
    const slip = slipBetween(typed, each.number);
    return slip === undefined ? [] : [{ ...each, slip }];
  });
