import type { Draft } from '../../../src/http/api.ts';
import type { SendingApi } from '../api/sending-api.ts';
import { createDraftWriter, type DraftWriter } from './draft-writer.ts';
import { createPageMaker, type PageMaker } from './page-maker.ts';
import type { Unsaved } from './unsaved.ts';
import { createUploads, type Uploads } from './uploads.ts';
import { isUnsaved } from './writing.ts';

/** A draft that is being written, and what is done to it; lives on when one looks elsewhere until all is saved. */
export interface Composition {
  readonly writer: DraftWriter;
  readonly uploads: Uploads;
  readonly pages: PageMaker;
  /** It was sent or discarded. */
  readonly end: () => void;
}

export interface CompositionDeps {
  readonly api: SendingApi;
  readonly unsaved: Unsaved;
  readonly after: (ms: number, run: () => void) => () => void;
  readonly newId: () => string;
}

export const createComposition = (
  draft: Draft,
  { api, unsaved, after, newId }: CompositionDeps,
): Composition => {
  const writer = createDraftWriter(draft, { api, after });
  const uploads = createUploads({
    upload: (file, watch) => api.attach(draft.id, file, watch),
    attached: () => writer.now().draft.attachments.map(({ size }) => size),
    took: writer.took,
    newId,
  });
  const mark = () =>
    unsaved.mark(
      draft.id,
      isUnsaved(writer.now()) || uploads.now().some(({ state }) => state !== 'failed'),
    );
  const stops = [writer.subscribe(mark), uploads.subscribe(mark)];
  return {
    writer,
    uploads,
    pages: createPageMaker(api, writer, uploads),
    end: () => {
      stops.forEach((stop) => stop());
      writer.stop();
      for (const { id } of uploads.now()) uploads.remove(id);
      unsaved.mark(draft.id, false);
    },
  };
};
