import type { Draft } from '../../../src/http/api.ts';
import { ApiError } from '../api/api-error.ts';
import type { SendingApi } from '../api/sending-api.ts';
import type { DraftWriter } from './draft-writer.ts';
import type { Uploads } from './uploads.ts';

/** Makes the pages as they will be faxed, of what is written now; asked twice at once, it is done once. */
export interface PageMaker {
  /** @throws ApiError; code `draft-changed` when another window was first: the writer then has what that one wrote */
  readonly make: () => Promise<Draft>;
}

export const createPageMaker = (
  api: Pick<SendingApi, 'prepare'>,
  writer: Pick<DraftWriter, 'save' | 'took' | 'refresh'>,
  uploads: Pick<Uploads, 'settled'>,
): PageMaker => {
  let underWay: { readonly version: number; readonly made: Promise<Draft> } | null = null;

  const prepare = async ({ id, version }: Draft): Promise<Draft> => {
    try {
      const made = await api.prepare(id, version);
      writer.took(made);
      return made;
    } catch (error) {
      if (error instanceof ApiError && error.code === 'draft-changed') await writer.refresh();
      throw error;
    }
  };

  return {
    make: async () => {
      await uploads.settled();
      const draft = await writer.save();
      if (draft.fax) return draft;
      if (underWay?.version !== draft.version) {
        const own = { version: draft.version, made: prepare(draft) };
        underWay = own;
        void own.made
          .catch(() => undefined)
          .finally(() => {
            if (underWay === own) underWay = null;
          });
      }
      return underWay.made;
    },
  };
};
