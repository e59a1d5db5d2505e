import { describe, expect, it } from 'vitest';
import { isUuid } from '@kuvert/shared/ids';
import { createForeseeableRandomness } from './foreseeable-randomness.ts';

describe('the foreseeable randomness', () => {
  it('makes the same UUIDs each time, none twice', () => {
    const draw = (): string[] => {
      const randomness = createForeseeableRandomness();
      return Array.from({ length: 300 }, () => randomness.uuid());
    };
    expect(draw()).toEqual(draw());
    expect(new Set(draw()).size).toBe(300);
    expect(draw().every(isUuid)).toBe(true);
  });

  it('makes tokens of as many bytes as asked for, none twice', () => {
    const randomness = createForeseeableRandomness();
    const tokens = [randomness.token(16), randomness.token(16)];
    expect(tokens.map((token) => Buffer.from(token, 'base64url').byteLength)).toEqual([16, 16]);
    expect(tokens[0]).not.toBe(tokens[1]);
  });
});
