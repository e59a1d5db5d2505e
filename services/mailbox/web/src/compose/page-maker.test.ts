import { describe, expect, it, vi } from 'vitest';
import { ApiError } from '../api/api-error.ts';
import type { SendingApi } from '../api/sending-api.ts';
import { draft } from '../testing/sending-data.ts';
import type { DraftWriter } from './draft-writer.ts';
import { createPageMaker } from './page-maker.ts';
import type { Uploads } from './uploads.ts';

const made = (version: number) => draft({ version, fax: { pages: 2, blankPages: [] } });

const making = (saved = draft()) => {
  const prepare = vi.fn<SendingApi['prepare']>((_, version) => Promise.resolve(made(version)));
  const writer = {
    save: vi.fn<DraftWriter['save']>(() => Promise.resolve(saved)),
    took: vi.fn<DraftWriter['took']>(),
    refresh: vi.fn<DraftWriter['refresh']>(() => Promise.resolve()),
  };
  const settled = vi.fn<Uploads['settled']>(() => Promise.resolve());
  return { prepare, writer, settled, maker: createPageMaker({ prepare }, writer, { settled }) };
};

describe('the pages', () => {
  it('are made of what is saved, once every file has come', async () => {
    const { maker, prepare, writer, settled } = making(draft({ version: 7 }));
    await expect(maker.make()).resolves.toEqual(made(7));
    expect(settled.mock.invocationCallOrder[0]).toBeLessThan(
      writer.save.mock.invocationCallOrder[0] ?? 0,
    );
    expect(prepare).toHaveBeenCalledWith('draft-1', 7);
    expect(writer.took).toHaveBeenCalledWith(made(7));
  });

  it('are not made again when they are those of the draft as it is', async () => {
    const { maker, prepare } = making(made(3));
    await expect(maker.make()).resolves.toEqual(made(3));
    expect(prepare).not.toHaveBeenCalled();
  });

  it('are made once when they are asked for twice at once', async () => {
    const { maker, prepare } = making();
    await Promise.all([maker.make(), maker.make()]);
    expect(prepare).toHaveBeenCalledTimes(1);
  });

  it('are not made of what another window changed meanwhile; the writer learns of it', async () => {
    const { maker, prepare, writer } = making();
    prepare.mockRejectedValueOnce(new ApiError(409, { code: 'draft-changed', details: undefined }));
    await expect(maker.make()).rejects.toMatchObject({ code: 'draft-changed' });
    expect(writer.refresh).toHaveBeenCalledTimes(1);
  });
});
