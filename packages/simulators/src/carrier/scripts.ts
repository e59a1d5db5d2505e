/** How a call to a number ends, in the dialect's words. */
export type CallEnd =
  | { readonly status: 'delivered' }
  | { readonly status: 'busy' | 'no-answer' | 'canceled' }
  | {
      readonly status: 'failed';
      readonly code: string;
      readonly message: string;
      /** Confirmed before it broke off. */
      readonly pages: number;
    };

export interface CallScript {
  /** `never`: the call stays "sending" for as long as the carrier runs, and nobody is told. */
  readonly end: CallEnd | 'never';
  /** How the calls before it end, one after the other; after the last of them it begins anew. */
  readonly before?: readonly CallEnd[];
  /** How a call with pages sharper than standard ends. */
  readonly sharper?: CallEnd;
  /** The order is taken, and the one who gave it gets no answer. */
  readonly mute?: boolean;
}

const failed = (code: string, message: string, pages = 0): CallEnd => ({
  status: 'failed',
  code,
  message,
  pages,
});

/**
 * What happens at each scripted number: all of the series that the Swedish Post and Telecom Authority keeps for
 * fiction (031-390 06 00 to 49). At every other number the fax is delivered.
 */
export const scriptedNumbers: Readonly<
  Record<string, { readonly what: string; readonly script: CallScript }>
> = {
  '+46313900601': { what: 'delivered', script: { end: { status: 'delivered' } } },
  '+46313900602': { what: 'busy', script: { end: { status: 'busy' } } },
  '+46313900603': { what: 'no answer', script: { end: { status: 'no-answer' } } },
  '+46313900604': {
    what: 'answered by voice',
    script: { end: failed('2', 'Timed out waiting for initial communication') },
  },
  '+46313900605': {
    what: 'breaks off in page 2',
    script: { end: failed('49', 'The call dropped prematurely', 1) },
  },
  '+46313900606': { what: 'never tells how it ended', script: { end: 'never' } },
  '+46313900607': {
    what: 'delivered, but the carrier does not answer the order',
    script: { end: { status: 'delivered' }, mute: true },
  },
  '+46313900608': {
    what: 'busy, delivered at the second try',
    script: { before: [{ status: 'busy' }], end: { status: 'delivered' } },
  },
  '+46313900609': {
    what: 'takes standard resolution only',
    script: {
      sharper: failed('11', 'The receiver can not take this resolution'),
      end: { status: 'delivered' },
    },
  },
};

/** What one call meets: `calls` were made to the number before it. */
export const callOf = (
  { before = [], sharper, end }: CallScript,
  { calls, quality }: { readonly calls: number; readonly quality: string },
): CallScript['end'] => {
  if (sharper && quality !== 'standard') return sharper;
  return before[calls % (before.length + 1)] ?? end;
};

export const scriptOf = (number: string): CallScript =>
  scriptedNumbers[number]?.script ?? { end: { status: 'delivered' } };
