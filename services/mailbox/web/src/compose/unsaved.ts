/** What is written and has not come to the server yet: leaving the window would lose it. */
export interface Unsaved {
  readonly mark: (draftId: string, isUnsaved: boolean) => void;
  readonly isAny: () => boolean;
}

export const createUnsaved = (): Unsaved => {
  const drafts = new Set<string>();
  return {
    mark: (draftId, isUnsaved) => {
      if (isUnsaved) drafts.add(draftId);
      else drafts.delete(draftId);
    },
    isAny: () => drafts.size > 0,
  };
};
