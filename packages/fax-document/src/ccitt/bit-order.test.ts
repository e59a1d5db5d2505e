import fc from 'fast-check';
import { expect, it } from 'vitest';

import { reverseBits } from './bit-order.ts';

it('every byte’s bits come in the other order, whatever the number of bytes', () => {
  expect(reverseBits(Uint8Array.of(0x01, 0x80, 0xa5, 0xf0, 0x13))).toEqual(
    Uint8Array.of(0x80, 0x01, 0xa5, 0x0f, 0xc8),
  );
});

it('twice reversed is as it was, and the original is left alone', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
      const before = bytes.slice();
      expect(reverseBits(reverseBits(bytes))).toEqual(before);
      expect(bytes).toEqual(before);
    }),
  );
});
