import { describe, expect, it } from 'vitest';

import { receiptOfRepeated } from './duplicate.ts';
import { accepted, rejected, type Receipt } from './reasons.ts';

const duplicate: Receipt = rejected('BV', 'duplicate', 'messageId');

describe('an id', () => {
  it('that is new has no receipt yet', () => {
    expect(receiptOfRepeated(undefined, 'a', duplicate)).toBeUndefined();
  });

  it.each([accepted, rejected('BV', 'not-found')])(
    'with the same content repeats the earlier receipt: $kind',
    (receipt) => {
      expect(receiptOfRepeated<Receipt>({ sha256: 'a', receipt }, 'a', duplicate)).toBe(receipt);
    },
  );

  it('with other content is rejected as a duplicate', () => {
    const earlier = { sha256: 'a', receipt: accepted };
    expect(receiptOfRepeated(earlier, 'b', duplicate)).toBe(duplicate);
  });
});
