import { describe, expect, it } from 'vitest';
import { createBackground } from './background.ts';

describe('what the application does by itself', () => {
  it('is marked from its beginning to the end of the last of it', async () => {
    const background = createBackground();
    const [one, other] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const ends = [background.quietly(() => one.promise), background.quietly(() => other.promise)];
    expect(background.isQuiet()).toBe(true);
    one.resolve();
    await ends[0];
    expect(background.isQuiet()).toBe(true);
    other.resolve();
    await ends[1];
    expect(background.isQuiet()).toBe(false);
  });

  it('is not marked any more when it failed', async () => {
    const background = createBackground();
    await expect(background.quietly(() => Promise.reject(new Error('no contact')))).rejects.toThrow(
      'no contact',
    );
    expect(background.isQuiet()).toBe(false);
  });
});
