import { describe, expect, it } from 'vitest';
import { isUuid } from '@kuvert/shared/ids';
import { systemRandomness } from './randomness.ts';

describe('the system randomness', () => {
  it('makes a new UUID each time', () => {
    const ids = Array.from({ length: 100 }, () => systemRandomness.uuid());
    expect(ids.every(isUuid)).toBe(true);
    expect(new Set(ids).size).toBe(100);
  });

  it('makes tokens of as many bytes as asked for', () => {
    const token = systemRandomness.token(20);
    expect(Buffer.from(token, 'base64url')).toHaveLength(20);
    expect(token).not.toBe(systemRandomness.token(20));
  });
});
