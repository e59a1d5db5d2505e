import { describe, expect, it } from 'vitest';

import { productionSettings } from './production-settings.ts';

describe('production settings beside a demonstration', () => {
  it.each([
    'DATABASE_URL',
    'REDIS_URL',
    'MINIO_ENDPOINT',
    'KUVERT_OIDC_ISSUER',
    'KUVERT_MAILBOX_ORIGIN',
  ])('are found: %s', (name) => {
    expect(productionSettings({ [name]: 'x' })).toEqual([name]);
  });

  it('are found in the mode itself', () => {
    expect(productionSettings({ KUVERT_MODE: 'production' })).toEqual(['KUVERT_MODE']);
  });

  it("don't include where the demonstration keeps its data, nor what is empty or another program's", () => {
    expect(
      productionSettings({
        KUVERT_DATA_DIR: 'x',
        KUVERT_MODE: 'demonstration',
        REDIS_URL: '',
        PATH: 'x',
      }),
    ).toEqual([]);
  });
});
