import { describe, expect, it } from 'vitest';
import { asId } from '@kuvert/shared/ids';
import { newHybridIdentity } from './hybrid.ts';
import { openText, sealText } from './sealed-text.ts';

describe('a sealed text', () => {
  it('opens with the identity of each of its recipients, and says nothing before', async () => {
    const [one, other] = await Promise.all([newHybridIdentity(), newHybridIdentity()]);
    const sealed = await sealText('Till Åsa Öberg', [one.recipient, other.recipient]);
    expect(Buffer.from(sealed).toString('latin1')).not.toMatch(/berg/);
    for (const { identity } of [one, other])
      expect(await openText(sealed, identity)).toBe('Till Åsa Öberg');
  });

  it('opens with no other identity, nor when a byte of it was changed', async () => {
    const [own, stranger] = await Promise.all([newHybridIdentity(), newHybridIdentity()]);
    const sealed = await sealText('x', [own.recipient]);
    const changed = Uint8Array.from(sealed);
    changed.set([(changed.at(-1) ?? 0) ^ 1], changed.length - 1);
    const refused = { code: 'document-damaged' };
    await expect(openText(sealed, stranger.identity)).rejects.toMatchObject(refused);
    await expect(openText(changed, own.identity)).rejects.toMatchObject(refused);
    await expect(openText(sealed, asId<'identity'>('nonsense'))).rejects.toMatchObject(refused);
  });

  it('is sealed for no recipient that is not hybrid', async () => {
    await expect(async () => sealText('x', [asId<'recipient'>('age1abc')])).rejects.toMatchObject({
      code: 'recipient-not-hybrid',
    });
  });
});
