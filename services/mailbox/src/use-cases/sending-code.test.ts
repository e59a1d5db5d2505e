import { systemRandomness } from '@kuvert/platform/system/randomness';
import { describe, expect, it } from 'vitest';

import { newSendingCode } from './sending-code.ts';

describe('the code on a cover sheet', () => {
  it('can be read out over the telephone, and is another each time', () => {
    const codes = Array.from({ length: 200 }, () => newSendingCode(systemRandomness));
    for (const code of codes) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(new Set(codes).size).toBe(codes.length);
  });
});
