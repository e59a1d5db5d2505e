import { LRUCache } from 'lru-cache';

import { FaxDocumentError, type FaxEngine, type PagePicture } from '@kuvert/fax-document/engine';
import { KuvertError } from '@kuvert/shared/errors';

import type { Granted } from '../use-cases/open-document.ts';

/** What of a grant is used here. */
interface Shown {
  readonly document: { readonly id: string; readonly pages: number | null };
}

export interface PicturesDeps<Grant extends Shown> {
  readonly engine: Pick<FaxEngine, 'renderPage'>;
  /** The granted document as a PDF. */
  readonly open: (granted: Grant) => Promise<Uint8Array>;
  /** How long plaintext stays in memory; a minute unless told. */
  readonly keptMs?: number;
}

/** Opened documents and pages, for those who were just allowed to see them. */
export interface Pictures<Grant extends Shown = Granted> {
  /** The document's bytes. Whoever calls was granted this very opening, so the audit row is there. */
  document(granted: Grant): Promise<Uint8Array>;
  /** A page (from 1) as a picture; the following one is rendered ahead and stays in memory. */
  page(granted: Grant, page: number, width: number): Promise<PagePicture>;
  /** Forgets everything. */
  clear(): void;
}

const MiB = 1024 * 1024;
/** Long enough to leaf through a document, short enough to be gone when it is closed. */
const usuallyKeptMs = 60_000;
const maxDocumentBytes = 96 * MiB;
const maxPictureBytes = 48 * MiB;

interface PageAsked<Grant> {
  readonly granted: Grant;
  readonly page: number;
  readonly width: number;
}

/** In memory alone: bounded, for a minute, and reached only with a fresh grant. */
export const createPictures = <Grant extends Shown = Granted>({
  engine,
  open,
  keptMs = usuallyKeptMs,
}: PicturesDeps<Grant>): Pictures<Grant> => {
  const documents = new LRUCache<string, Uint8Array, { readonly granted: Grant }>({
    maxSize: maxDocumentBytes,
    sizeCalculation: (bytes) => Math.max(1, bytes.byteLength),
    ttl: keptMs,
    ttlAutopurge: true,
    fetchMethod: (_id, _stale, { context }) => open(context.granted),
  });
  const document = async (granted: Grant): Promise<Uint8Array> =>
    documents.forceFetch(granted.document.id, { context: { granted } });

  const pictures = new LRUCache<string, PagePicture, PageAsked<Grant>>({
    maxSize: maxPictureBytes,
    sizeCalculation: ({ bytes }) => Math.max(1, bytes.byteLength),
    ttl: keptMs,
    ttlAutopurge: true,
    fetchMethod: async (_key, _stale, { context: { granted, page, width } }) =>
      render(engine, await document(granted), page, width),
  });
  const picture = (asked: PageAsked<Grant>): Promise<PagePicture> =>
    pictures.forceFetch(`${asked.granted.document.id} ${asked.page} ${asked.width}`, {
      context: asked,
    });

  return {
    document,
    page: async (granted, page, width) => {
      const shown = await picture({ granted, page, width });
      if (page < (granted.document.pages ?? 0))
        // A fault is told to the one who asks for that page.
        picture({ granted, page: page + 1, width }).catch(() => undefined);
      return shown;
    },
    clear: () => {
      documents.clear();
      pictures.clear();
    },
  };
};

const render = async (
  engine: Pick<FaxEngine, 'renderPage'>,
  pdf: Uint8Array,
  page: number,
  width: number,
): Promise<PagePicture> => {
  try {
    return await engine.renderPage(pdf, page, width);
  } catch (cause) {
    if (!(cause instanceof FaxDocumentError)) throw cause;
    throw new KuvertError('page-not-rendered', "the page can't be shown as a picture", { cause });
  }
};
