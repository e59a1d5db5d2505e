import { describe, expect, it, vi } from 'vitest';

import { FaxDocumentError, type FaxEngine } from '@kuvert/fax-document/engine';
import { asId } from '@kuvert/shared/ids';

import type { Granted } from '../use-cases/open-document.ts';
import { createPictures } from './pictures.ts';

const granted = (id: string, pages = 3): Granted => ({
  document: {
    id,
    messageId: 'message',
    departmentId: 'department',
    kind: 'pdf',
    place: 1,
    mediaType: 'application/pdf',
    objectName: asId<'object'>('object'),
    header: new Uint8Array(),
    facts: { payloadSize: 1, payloadSha256: '', plainSize: 1, plainSha256: '' },
    wrapped: null,
    pages,
    receivedAt: new Date(0),
  },
});

const setUp = (bytes = 10) => {
  const open = vi.fn<(granted: Granted) => Promise<Uint8Array>>(async () => new Uint8Array(bytes));
  const renderPage = vi.fn<FaxEngine['renderPage']>(async (_pdf, page, width) => ({
    mediaType: 'image/png',
    bytes: Buffer.from(`page ${page}`),
    width,
    height: width,
  }));
  return { open, renderPage, pictures: createPictures({ engine: { renderPage }, open }) };
};

const pagesRendered = ({ renderPage }: ReturnType<typeof setUp>): number[] =>
  renderPage.mock.calls.map(([, page]) => page);

describe('pages as pictures', () => {
  it('renders the following page ahead', async () => {
    const house = setUp();
    await house.pictures.page(granted('a'), 1, 900);
    await vi.waitFor(() => expect(pagesRendered(house)).toEqual([1, 2]), { timeout: 20_000 });
  });

  it('shows a page that was rendered ahead without rendering it again', async () => {
    const house = setUp();
    await house.pictures.page(granted('a', 2), 1, 900);
    await house.pictures.page(granted('a', 2), 2, 900);
    expect(pagesRendered(house)).toEqual([1, 2]);
  });

  it('renders nothing beyond the last page', async () => {
    const house = setUp();
    await house.pictures.page(granted('a', 1), 1, 900);
    expect(pagesRendered(house)).toEqual([1]);
  });

  it('renders each width by itself, out of a document opened once', async () => {
    const house = setUp();
    await house.pictures.page(granted('a', 1), 1, 900);
    await house.pictures.page(granted('a', 1), 1, 1728);
    expect(house.renderPage.mock.calls.map(([, , width]) => width)).toEqual([900, 1728]);
    expect(house.open).toHaveBeenCalledTimes(1);
  });

  it('keeps documents apart', async () => {
    const house = setUp();
    await house.pictures.page(granted('a', 1), 1, 900);
    await house.pictures.page(granted('b', 1), 1, 900);
    expect(house.open).toHaveBeenCalledTimes(2);
  });

  it('gives a document that is too large to keep', async () => {
    const house = setUp(97 * 1024 * 1024);
    expect((await house.pictures.document(granted('a'))).byteLength).toBe(97 * 1024 * 1024);
    await house.pictures.document(granted('a'));
    expect(house.open).toHaveBeenCalledTimes(2);
  });

  it('forgets everything when told to', async () => {
    const house = setUp();
    await house.pictures.document(granted('a'));
    house.pictures.clear();
    await house.pictures.document(granted('a'));
    expect(house.open).toHaveBeenCalledTimes(2);
  });

  it('tries again to open what did not open', async () => {
    const house = setUp();
    house.open.mockRejectedValueOnce(new Error('the store is down'));
    await expect(house.pictures.document(granted('a'))).rejects.toThrow('the store is down');
    expect((await house.pictures.document(granted('a'))).byteLength).toBe(10);
  });

  it('says that a page could not be rendered, by a code of ours', async () => {
    const house = setUp();
    house.renderPage.mockRejectedValue(new FaxDocumentError('time-limit', 'took too long'));
    await expect(house.pictures.page(granted('a'), 1, 900)).rejects.toMatchObject({
      code: 'page-not-rendered',
    });
  });

  it('does not fail a page for the fault of the one after it', async () => {
    const house = setUp();
    house.renderPage.mockImplementation(async (_pdf, page) => {
      if (page === 2) throw new FaxDocumentError('time-limit', 'took too long');
      return { mediaType: 'image/png', bytes: new Uint8Array(1), width: 1, height: 1 };
    });
    const { bytes } = await house.pictures.page(granted('a'), 1, 900);
    expect(bytes.byteLength).toBe(1);
  });

  it('forgets by itself when its time is over', async () => {
    const house = setUp();
    const { open } = house;
    const pictures = createPictures({ engine: house, open, keptMs: 1 });
    await vi.waitFor(
      async () => {
        await pictures.document(granted('a'));
        expect(open.mock.calls.length).toBeGreaterThan(1);
      },
      { timeout: 20_000 },
    );
  });
});
